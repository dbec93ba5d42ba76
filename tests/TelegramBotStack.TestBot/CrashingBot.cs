using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>
/// Echoes, and dies <c>TESTBOT_DELAY</c> milliseconds (default 3,000) after it has become active of an exception on a
/// thread of its own.
/// </summary>
internal sealed class CrashingBot(IConfiguration configuration) : EchoBot(configuration)
{
    protected override Task OnStartupAsync(CancellationToken cancellationToken)
    {
        _ = CrashLaterAsync();
        return Task.CompletedTask;
    }

    private async Task CrashLaterAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(int.Parse(Configuration["TESTBOT_DELAY"] ?? "3000", CultureInfo.InvariantCulture)));
        ThreadPool.UnsafeQueueUserWorkItem(_ => throw new InvalidOperationException("The test bot crashes as it was told to."), null);
    }
}
