using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>
/// Runs checks side by side. One whose ground is missing is left out, so that the cause is named and not its consequences.
/// </summary>
internal static class CheckRunner
{
    /// <summary>Runs the checks, mends what may be mended if that is asked for, and then looks again.</summary>
    /// <param name="all">The checks, in the order of the report; each comes after those it rests on.</param>
    /// <param name="request">What to look at.</param>
    /// <param name="time">Clock of this machine.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async Task<DoctorReport> RunAsync(
        IReadOnlyList<ICheck> all, DoctorRequest request, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var (results, done) = await LookAsync(all, request, time, request.Fix, cancellationToken);
        if (done.Count > 0)
        {
            (results, _) = await LookAsync(all, request, time, fix: false, cancellationToken);
            results = [.. results.Select(result => result with { Fixed = done.GetValueOrDefault(result.Check) })];
        }

        return new DoctorReport(results, Math.Round(time.GetElapsedTime(started).TotalSeconds, 2));
    }

    /// <returns>The results, and what was mended by name of the check.</returns>
    private static async Task<(IReadOnlyList<CheckResult> Results, IReadOnlyDictionary<string, string> Done)> LookAsync(
        IReadOnlyList<ICheck> all, DoctorRequest request, TimeProvider time, bool fix, CancellationToken cancellationToken)
    {
        await using var context = new DoctorContext(request, time);
        var checks = Wanted(all, request.Categories);
        var running = new Dictionary<Type, Task<Checked>>();
        foreach (var check in checks)
        {
            running[check.GetType()] = RunAsync(check, running, context, cancellationToken);
        }

        Checked[] found = [.. (await Task.WhenAll(running.Values)).Where(done => IsShown(done, request.Categories))];
        CheckResult[] results = [.. found.OrderBy(done => done.Check.Category).SelectMany(done => Results(done, context))];
        return (results, fix ? await FixAsync(found, context, cancellationToken) : new Dictionary<string, string>());
    }

    private static async Task<Checked> RunAsync(
        ICheck check, Dictionary<Type, Task<Checked>> running, DoctorContext context, CancellationToken cancellationToken)
    {
        Task<Checked>[] awaited = [.. check.Awaiting.Where(running.ContainsKey).Select(type => running[type])];
        Task<Checked>[] before = [.. check.After.Select(type => running[type])];
        await Task.WhenAll(awaited);
        foreach (var ground in await Task.WhenAll(before))
        {
            if (ground.Outcome.IsLeftOut || ground.Outcome.Findings.Any(finding => finding.IsProblem))
            {
                return new Checked(check, CheckOutcome.LeftOut($"needs '{ground.Check.Name}' first"));
            }
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(check.Limit);
        try
        {
            // On the pool, so that what one reads from the disk does not hold up the next.
            return new Checked(check, await Task.Run(() => check.RunAsync(context, limit.Token), limit.Token));
        }
        catch (DeploymentException error)
        {
            return new Checked(check, new CheckOutcome("", new Finding(error.Code, error.Message, error.Mend)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Checked(check, new CheckOutcome("", RepositoryFindings.CheckFailed(check.Name, $"it took longer than {check.Limit.TotalSeconds:0} s.")));
        }
        catch (Exception error) when (error is not (OperationCanceledException or OutOfMemoryException))
        {
            // One check that fails must not hide what the others have found.
            return new Checked(check, new CheckOutcome("", RepositoryFindings.CheckFailed(check.Name, error.Message)));
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> FixAsync(
        IEnumerable<Checked> found, DoctorContext context, CancellationToken cancellationToken)
    {
        var done = new Dictionary<string, string>();
        foreach (var (check, outcome) in found)
        {
            if (check is IFix fix && outcome.Findings.Count > 0 && await fix.FixAsync(context, cancellationToken) is { } what)
            {
                done[check.Name] = what;
            }
        }

        return done;
    }

    private static IReadOnlyList<ICheck> Wanted(IReadOnlyList<ICheck> all, IReadOnlySet<CheckCategory>? categories)
    {
        if (categories is null)
        {
            return all;
        }

        var wanted = new HashSet<Type>();
        foreach (var check in all.Where(check => categories.Contains(check.Category)))
        {
            Add(check);
        }

        return [.. all.Where(check => wanted.Contains(check.GetType()))];

        void Add(ICheck check)
        {
            if (wanted.Add(check.GetType()))
            {
                foreach (var ground in all.Where(other => check.After.Concat(check.Awaiting).Contains(other.GetType())))
                {
                    Add(ground);
                }
            }
        }
    }

    // What a wanted check rests on is shown when it is not in order: it is why the other was left out.
    private static bool IsShown(Checked done, IReadOnlySet<CheckCategory>? categories) =>
        categories is null || categories.Contains(done.Check.Category) || done.Outcome.Findings.Count > 0;

    private static IEnumerable<CheckResult> Results(Checked done, DoctorContext context)
    {
        var (check, outcome) = done;
        if (outcome.Findings.Count == 0)
        {
            return [new CheckResult(check.Category, check.Name, outcome.IsLeftOut ? CheckState.LeftOut : CheckState.Ok, context.Mask(outcome.Found))];
        }

        return outcome.Findings.OrderByDescending(finding => finding.IsProblem).Select(finding =>
            new CheckResult(
                check.Category, check.Name, finding.IsProblem ? CheckState.Problem : CheckState.Warning, context.Mask(finding.Cause))
            {
                Code = finding.Code,
                Mend = context.Mask(finding.Mend),
            });
    }

    private sealed record Checked(ICheck Check, CheckOutcome Outcome);
}
