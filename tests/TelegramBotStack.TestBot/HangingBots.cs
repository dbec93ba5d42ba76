using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>Waits for something that never comes before it is ready: never gets beyond "starting".</summary>
internal sealed class NeverConfiguredBot(IConfiguration configuration) : EchoBot(configuration)
{
    protected override void ConfigureHandlers(BotHandlers handlers)
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}

/// <summary>
/// Becomes active, and then its start-up waits for something that never comes: the first answer of Telegram is not
/// even looked at, while the process and its heartbeat live on.
/// </summary>
internal sealed class NeverStartedBot(IConfiguration configuration) : EchoBot(configuration)
{
    protected override Task OnStartupAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}
