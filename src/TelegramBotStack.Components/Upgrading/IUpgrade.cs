using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Components.Parameters;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Moves the repository to a newer version of the stack.</summary>
public interface IUpgrade : IHazJson, IHazYes, IHazDryRun
{
    /// <summary>The version to move to. Default: the newest one that the repository's package sources have.</summary>
    [Parameter("Version of the stack to move to. Default: the newest on the package sources")]
    string? UpgradeTo => TryGetValue(() => UpgradeTo);

    /// <summary>Solution or project that must compile with the new version. Default: the solution in the root directory.</summary>
    AbsolutePath UpgradeSolution => SolutionFile.In(RootDirectory);

    /// <summary>
    /// Shows as a diff what the new version changes in packages, bootstrappers, build and helper files, then changes it
    /// and compiles everything; when that fails, everything is as it was. What the user changed is merged or left alone.
    /// </summary>
    Target Upgrade => _ => _
        .Description("Move this repository to a newer version of the stack, with a diff first")
        .Executes(() => TargetRun.RunAsync(this, Json, async (screen, cancellationToken) =>
            await Upgrader.RunAsync(new UpgradeRequest(RootDirectory, UpgradeTo, UpgradeSolution, DryRun, Yes), screen, cancellationToken)
                .ConfigureAwait(false)));
}
