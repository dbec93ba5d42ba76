using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Steps;

namespace TelegramBotStack.Deployment.Hooks;

/// <summary>
/// Runs the commands that deploy.yaml names under <c>hooks</c>. One before or after a step is part of the deployment: when
/// it fails, the deployment is taken back. Once the new release is kept, and after the end, a failing hook is only told.
/// </summary>
internal sealed class HookRunner(DeploymentRun run)
{
    /// <summary>Run when an operation has changed something and has ended well.</summary>
    public const string AfterSuccess = "after-success";

    /// <summary>Run when an operation has failed and all is taken back.</summary>
    public const string AfterFailure = "after-failure";

    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    /// <summary>All names a hook can have.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. StepLists.Prepare(TimeProvider.System).Concat(StepLists.Deploy(TimeProvider.System))
            .SelectMany(step => (string[])[Before(step), After(step)]),
        AfterSuccess,
        AfterFailure,
    ];

    public static string Before(IDeploymentStep step) => $"before-{NameOf(step)}";

    public static string After(IDeploymentStep step) => $"after-{NameOf(step)}";

    public async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        if (!run.Session.Settings.Hooks.TryGetValue(name, out var command))
        {
            return;
        }

        try
        {
            await LocalCommand.RunAsync(name, command, run, new Dictionary<string, string>(), cancellationToken);
        }
        catch (DeploymentException error) when (run.Kept)
        {
            run.Log.Note(Told(error));
        }
    }

    /// <summary>Runs the hook that belongs to the end of the operation.</summary>
    /// <param name="failure">What it failed with; null when it ended well.</param>
    public async Task EndAsync(Exception? failure)
    {
        var name = failure is null ? AfterSuccess : AfterFailure;
        if (!run.Session.Settings.Hooks.TryGetValue(name, out var command))
        {
            return;
        }

        var variables = new Dictionary<string, string>();
        if (failure is not null)
        {
            variables["BOTSTACK_CODE"] = (failure as DeploymentException)?.Code ?? "";
            variables["BOTSTACK_ERROR"] = failure is OperationCanceledException ? "interrupted" : run.Mask(failure.Message);
        }

        // The operation's own token may be cancelled already: that is one of the failures to tell of.
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await LocalCommand.RunAsync(name, command, run, variables, limit.Token);
        }
        catch (DeploymentException error)
        {
            run.Log.Note(Told(error));
        }
        catch (OperationCanceledException)
        {
            run.Log.Note($"{name} was ended after {EndLimit.TotalMinutes:0} minutes");
        }
    }

    private static string Told(DeploymentException error) => $"{error.Code} {error.Message} The release is kept all the same.";

    private static string NameOf(IDeploymentStep step) => step.Name.ToLowerInvariant().Replace(' ', '-');
}
