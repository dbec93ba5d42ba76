using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Polling;
using Telegram.Bot.Types;

namespace TelegramBotStack.Simulator.Tests;

/// <summary>An echo bot on the real Telegram.Bot client and its own receive loop.</summary>
internal sealed class EchoBot : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;

    public EchoBot(string token, string baseUrl)
    {
        Client = new TelegramBotClient(new TelegramBotClientOptions(token, baseUrl));
        _receiving = Client.ReceiveAsync(OnUpdate, OnError, new ReceiverOptions(), _stop.Token);
    }

    public TelegramBotClient Client { get; }

    public List<Exception> Errors { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task OnUpdate(ITelegramBotClient client, Update update, CancellationToken cancellationToken)
    {
        if (update.Message is { Text: { } text } message)
        {
            await client.SendMessage(message.Chat, text, cancellationToken: cancellationToken);
        }
    }

    private async Task OnError(ITelegramBotClient client, Exception exception, CancellationToken cancellationToken)
    {
        Errors.Add(exception);
        if (exception is ApiRequestException { ErrorCode: 409 })
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }
}
