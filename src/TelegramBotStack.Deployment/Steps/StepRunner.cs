using System.Diagnostics;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hooks;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Steps;

/// <summary>
/// Runs steps in order, writes each into the host's journal before it begins, and on any failure takes back what was
/// begun, last first.
/// </summary>
internal sealed class StepRunner(DeploymentRun run, TimeProvider time)
{
    private static readonly TimeSpan UndoLimit = TimeSpan.FromMinutes(2);

    private readonly List<StepReport> reports = [];
    private readonly HookRunner hooks = new(run);

    public IReadOnlyList<StepReport> Reports => reports;

    public async Task RunAsync(IReadOnlyList<IDeploymentStep> steps, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, run.Session.Lost);
        var begun = new Stack<IDeploymentStep>();
        foreach (var step in steps)
        {
            begun.Push(step);
            try
            {
                stop.Token.ThrowIfCancellationRequested();
                await JournalAsync(step, stop.Token);
                await hooks.RunAsync(HookRunner.Before(step), stop.Token);
                await RunAsync(step, stop.Token);
                await hooks.RunAsync(HookRunner.After(step), stop.Token);
            }
            catch (Exception error)
            {
                throw await TakeBackAsync(begun, step, error, cancellationToken);
            }
        }
    }

    /// <summary>Runs one step without a journal and without taking anything back, such as one that only looks.</summary>
    public async Task RunAsync(IDeploymentStep step, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        run.Log.StepStarted(step.Name);
        try
        {
            var result = await step.RunAsync(run, cancellationToken);
            var took = Stopwatch.GetElapsedTime(started);
            reports.Add(new StepReport(step.Name, Math.Round(took.TotalSeconds, 3), result));
            run.Log.StepDone(step.Name, took, result);
        }
        catch
        {
            run.Log.StepFailed(step.Name, Stopwatch.GetElapsedTime(started));
            throw;
        }
    }

    private async Task JournalAsync(IDeploymentStep step, CancellationToken cancellationToken)
    {
        if (run.Release is { } release && step is not (KeepStep or KeepDataStep or PruneDataStep or WatchStep or PruneStep))
        {
            run.State = run.State with { Journal = new JournalEntry(release.Id, step.Name, DeploymentSession.Me, time.GetUtcNow()) };
            await run.Session.Store.WriteAsync(run.State, cancellationToken);
        }
    }

    private async Task ForgetJournalAsync(CancellationToken cancellationToken)
    {
        run.State = run.State with { Journal = null };
        try
        {
            if (run.Release is not null)
            {
                await run.Session.Store.WriteAsync(run.State, cancellationToken);
            }
        }
        catch (DeploymentException error)
        {
            // All is taken back; a journal that stays is cleared by the next deployment.
            run.Log.Note($"The journal could not be cleared: {error.Message}");
        }
    }

    /// <returns>What the caller should throw.</returns>
    private async Task<Exception> TakeBackAsync(
        Stack<IDeploymentStep> begun, IDeploymentStep failed, Exception error, CancellationToken cancellationToken)
    {
        if (run.Session.Lost.IsCancellationRequested)
        {
            return DeployErrors.CutOff(failed.Name, error);
        }

        if (run.Kept)
        {
            // The new release answers and is written down; only tidying failed, and the next deployment does it.
            return error;
        }

        using var limit = new CancellationTokenSource(UndoLimit);
        try
        {
            while (begun.TryPop(out var step))
            {
                await step.UndoAsync(run, limit.Token);
            }

            await ForgetJournalAsync(limit.Token);
        }
        catch (Exception undo) when (undo is not OutOfMemoryException)
        {
            return DeployErrors.NobodyAnswers(run.Session.Bot, run.Session.Host.Name, $"{error.Message} Then: {undo.Message}");
        }

        if (error is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return error;
        }

        var known = error as DeploymentException;
        var returned = run.Old is not null && run.Candidate is not null;
        if (returned)
        {
            run.Log.Note($"Release {run.Old!.Release} answers again");
        }

        return known is null
            ? error
            : new DeploymentException(known.Code, known.Message, known.Mend, returned ? ExitCode.Returned : known.ExitCode, known);
    }
}
