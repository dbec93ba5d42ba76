using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Hosts;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Brings the bot to its host, and tells how it does there.</summary>
public interface IDeploy : IDeployInit, IHazDryRun
{
    /// <summary>Goes on with what is printed from now on.</summary>
    [Parameter("Go on with what the bot prints from now on, until Ctrl-C")]
    bool Follow => TryGetValue<bool?>(() => Follow) ?? false;

    /// <summary>How far back to begin, such as <c>15m</c>, <c>2h</c> or <c>3d</c>.</summary>
    [Parameter("How far back the log begins, such as 15m, 2h or 3d; default the last 200 lines")]
    string? Since => TryGetValue(() => Since);

    /// <summary>Deletes the bot's releases, secrets and data on the host as well.</summary>
    [Parameter("Delete the bot's releases, secrets and data on the host as well")]
    bool Purge => TryGetValue<bool?>(() => Purge) ?? false;

    /// <summary>Makes no backup before a deployment or a deletion.</summary>
    [Parameter("Make no backup before deploying, or before --purge deletes the data")]
    bool SkipBackup => TryGetValue<bool?>(() => SkipBackup) ?? false;

    /// <summary>Tells of all bots on the host instead of this one.</summary>
    [Parameter("Tell of all bots on the host, also those of other repositories")]
    bool AllBots => TryGetValue<bool?>(() => AllBots) ?? false;

    /// <summary>Builds the bot and deploys it beside the old release, without losing an update.</summary>
    Target DeployUp => _ => _
        .Description("Build the bot and deploy it without losing an update")
        // 'Test DeployUp' must not deploy what then fails its tests.
        .TryAfter<IDev>(x => x.Test)
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) =>
            DryRun ? DeployTargets.PlanAsync(context, cancellationToken) : DeployTargets.UpAsync(context.Skip(SkipBackup), cancellationToken)));

    /// <summary>Starts the release that runs afresh, without losing an update.</summary>
    Target DeployRestart => _ => _
        .Description("Start the release that runs afresh, without losing an update")
        .Executes(() => DeployTargets.RunAsync(this, DeployTargets.RestartAsync));

    /// <summary>Watches the release that runs, and asks Telegram about it.</summary>
    Target DeployVerify => _ => _
        .Description("Watch the release that runs for a while, and ask Telegram about it")
        .Executes(() => DeployTargets.RunAsync(this, DeployTargets.VerifyAsync));

    /// <summary>Ends the bot on the host.</summary>
    Target DeployDown => _ => _
        .Description("End the bot on the host; --purge deletes its data as well")
        .Executes(() => DeployTargets.RunAsync(this, (context, cancellationToken) => DeployTargets.DownAsync(context.Skip(SkipBackup), Purge, cancellationToken)));

    /// <summary>Tells how the bot is doing.</summary>
    Target DeployStatus => _ => _
        .Description("Tell how the bot is doing on the host")
        .Executes(() => DeployTargets.RunAsync(this, AllBots ? DeployTargets.AllBotsAsync : DeployTargets.StatusAsync));

    /// <summary>Shows what the bot prints.</summary>
    Target DeployLogs => _ => _
        .Description("Show what the bot prints")
        .Executes(() => DeployTargets.WatchAsync(this, (context, cancellationToken) =>
            DeployTargets.LogsAsync(context, Follow, Since, cancellationToken)));

    /// <summary>Tells which releases there are, and what was done when by whom.</summary>
    Target DeployHistory => _ => _
        .Description("List the releases on the host, and what was done when by whom")
        .Executes(() => DeployTargets.RunAsync(this, DeployTargets.HistoryAsync));
}
