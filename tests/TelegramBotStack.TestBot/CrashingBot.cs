using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>Echoes, and dies 3 s after it has become active of an exception on a thread of its own.</summary>
internal sealed class CrashingBot(IConfiguration configuration) : EchoBot(configuration)
{
    protected override Task OnStartupAsync(CancellationToken cancellationToken)
    {
        _ = CrashLaterAsync();
        return Task.CompletedTask;
    }

    private static async Task CrashLaterAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(3));
        ThreadPool.UnsafeQueueUserWorkItem(_ => throw new InvalidOperationException("The test bot crashes as it was told to."), null);
    }
}
