using System.Globalization;

namespace TelegramBotStack.Simulator.Chats;

/// <summary>The button presses that may still be answered. Guarded by the bot's gate.</summary>
internal sealed class CallbackQueries(TimeProvider time, TimeSpan lifetime)
{
    private readonly Dictionary<string, ButtonPress> _presses = [];
    private readonly Queue<ButtonPress> _byAge = [];

    public ButtonPress Add(long userId, string data)
    {
        var id = Random.Shared.NextInt64(1L << 56, long.MaxValue).ToString(CultureInfo.InvariantCulture);
        var press = new ButtonPress(id, userId, data, time.GetUtcNow());
        ForgetExpired();
        _presses.Add(id, press);
        _byAge.Enqueue(press);
        return press;
    }

    public ButtonPress? Find(string id)
    {
        ForgetExpired();
        return _presses.GetValueOrDefault(id);
    }

    private void ForgetExpired()
    {
        while (_byAge.TryPeek(out var oldest) && oldest.PressedAt + lifetime < time.GetUtcNow())
        {
            _byAge.Dequeue();
            _presses.Remove(oldest.Id);
        }
    }
}
