using System.Globalization;
using Spectre.Console;
using TelegramBotStack.Deployment.Operations;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Lets a person choose the release to roll back to.</summary>
internal static class ReleasePicker
{
    /// <returns>The id of the release that was chosen; null when there is nothing to choose between.</returns>
    public static async Task<string?> PickAsync(DeployContext context, CancellationToken cancellationToken)
    {
        var history = await DeployHistory.RunAsync(context.Settings, context.Request, cancellationToken).ConfigureAwait(false);
        var candidates = Candidates(history);
        if (candidates.Count < 2)
        {
            return null;
        }

        var now = TimeProvider.System.GetUtcNow();
        var prompt = new SelectionPrompt<ReleaseSummary>()
            .Title($"Which release of {Markup.Escape(history.Bot)} shall answer again?")
            .UseConverter(release => Markup.Escape(Describe(release, history.Releases, now)))
            .AddChoices(candidates);
        return (await prompt.ShowAsync(HostPrompts.ErrorConsole(), cancellationToken).ConfigureAwait(false)).Id;
    }

    /// <summary>What can be chosen: first what Rollback takes by itself, then the others, newest first.</summary>
    internal static IReadOnlyList<ReleaseSummary> Candidates(HistoryReport history)
    {
        ReleaseSummary[] good = [.. history.Releases.Where(release => release.VerifiedAt is not null && release.Id != history.Active).Reverse()];
        var usual = good.FirstOrDefault(release => release.TakenBackAt is null && string.CompareOrdinal(release.Id, history.Active) < 0);
        return usual is null ? good : [usual, .. good.Where(release => release != usual)];
    }

    internal static string Describe(ReleaseSummary release, IReadOnlyList<ReleaseSummary> all, DateTimeOffset now)
    {
        var successor = all.FirstOrDefault(other => string.CompareOrdinal(other.Id, release.Id) > 0);
        var ended = release.TakenBackAt ?? successor?.CreatedAt ?? now;
        var healthy = release.VerifiedAt is { } since && ended > since ? $", healthy for {Span(ended - since)}" : "";
        var commit = string.IsNullOrEmpty(release.Commit) ? "" : $", commit {release.Commit}";
        var takenBack = release.TakenBackAt is null ? "" : ", taken back";
        return $"{Span(now - release.CreatedAt)} ago{commit}{healthy}{takenBack} ({release.Id})";
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Count((int)Math.Max(0, span.TotalSeconds), "second"),
        { TotalHours: < 1 } => Count((int)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((int)span.TotalHours, "hour"),
        _ => Count((int)span.TotalDays, "day"),
    };

    private static string Count(int number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
