using TelegramBotStack.Build.Benchmarking;
using TelegramBotStack.Build.Packages;
using TelegramBotStack.Build.Publishing;
using TelegramBotStack.Components;
using TelegramBotStack.Components.Demonstration;
using TelegramBotStack.Components.Development;

/// <summary>This repository's own build: the targets of a bot's build, and what makes the packages.</summary>
internal sealed class Build : NukeBuild, ITelegramBot, IPack, IPublish, IBenchmark
{
    AbsolutePath IDemo.DemoFeed => RootDirectory / "artifacts" / "packages";

    IReadOnlyDictionary<string, double> IDev.LeastCoverage => new Dictionary<string, double> { ["TelegramBotStack.Deployment"] = 85 };

    Target IDemo.Demo => _ => _
        .Inherit<IDemo>(x => x.Demo)
        .DependsOn<IPack>(x => x.Pack);

    public static int Main() => Execute<Build>(x => ((ITelegramBot)x).Test);
}
