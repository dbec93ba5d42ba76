using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;

namespace TelegramBotStack.Simulator.Playground;

/// <summary>One open page. A page that falls far behind is cut off: it comes back by itself and reads everything anew.</summary>
internal sealed class FeedListener(Action<FeedListener> forget) : IDisposable
{
    private readonly Channel<FeedEvent> _events =
        Channel.CreateBounded<FeedEvent>(new BoundedChannelOptions(10_000) { SingleReader = true });

    public ChannelReader<FeedEvent> Events => _events.Reader;

    public void Hear(FeedEvent told)
    {
        if (!_events.Writer.TryWrite(told))
        {
            _events.Writer.TryComplete();
        }
    }

    public void Dispose() => forget(this);
}

/// <summary>An event of the stream and its data, JSON on one line.</summary>
internal sealed record FeedEvent(string Name, ReadOnlyMemory<byte> Json)
{
    public static FeedEvent Of<T>(string name, T value, JsonTypeInfo<T> type)
        => new(name, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
