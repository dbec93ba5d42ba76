using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Demonstration;

/// <summary>Shows the whole stack at work on this machine.</summary>
public interface IDemo : IHazJson
{
    /// <summary>Directory with the stack's packages. Default: none, they come from the feeds this machine is set up with.</summary>
    AbsolutePath? DemoFeed => null;

    /// <summary>Scaffolds a bot, tests it, deploys it to a throwaway server, updates it under load, rolls it back.</summary>
    Target Demo => _ => _
        .Description("Show everything: scaffold, test, deploy, update under load, roll back, clean up")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
            await new Demo(DemoFeed, screen).RunAsync(cancellationToken).ConfigureAwait(false)));
}
