using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>Works on every update for <c>TESTBOT_DELAY</c> milliseconds (default 2,000), then echoes.</summary>
internal sealed class SlowBot(IConfiguration configuration) : EchoBot(configuration)
{
    private readonly TimeSpan _work = TimeSpan.FromMilliseconds(
        int.Parse(configuration["TESTBOT_DELAY"] ?? "2000", CultureInfo.InvariantCulture));

    protected override async Task EchoAsync(UpdateContext context)
    {
        await Task.Delay(_work, context.CancellationToken);
        await base.EchoAsync(context);
    }
}
