using TelegramBotStack.Build.Packages;
using TelegramBotStack.Components;
using TelegramBotStack.Components.Demonstration;

/// <summary>This repository's own build: the targets of a bot's build, and what makes the packages.</summary>
internal sealed class Build : NukeBuild, ITelegramBot, IPack
{
    AbsolutePath IDemo.DemoFeed => RootDirectory / "artifacts" / "packages";

    Target IDemo.Demo => _ => _
        .Inherit<IDemo>(x => x.Demo)
        .DependsOn<IPack>(x => x.Pack);

    public static int Main() => Execute<Build>(x => ((ITelegramBot)x).Test);
}
