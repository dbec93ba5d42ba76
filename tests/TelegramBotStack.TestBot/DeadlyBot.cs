using System.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>Echoes, and is killed by each "die", also when it is redelivered.</summary>
internal sealed class DeadlyBot(IConfiguration configuration) : EchoBot(configuration)
{
    protected override Task EchoAsync(UpdateContext context)
    {
        if (context.Text == "die")
        {
            Process.GetCurrentProcess().Kill();
        }

        return base.EchoAsync(context);
    }
}
