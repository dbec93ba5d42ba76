using Nuke.Common.Reporting;
using Nuke.Common.Sessions;
using Serilog.Events;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>GitHub Actions: targets become groups, warnings and errors annotations, the table a step summary.</summary>
public sealed class GitHubActions : Host, IBuildServer
{
    private readonly IReadOnlyDictionary<string, string> _environment;

    internal GitHubActions(IReadOnlyDictionary<string, string> environment) => _environment = environment;

    /// <summary>The host of the current build when it is GitHub Actions.</summary>
    public static GitHubActions? Instance => BuildSession.Current.Host as GitHubActions;

    /// <summary>Full reference, as <c>refs/heads/main</c>.</summary>
    public string? Ref => Variable("GITHUB_REF");

    /// <summary>Commit that triggered the workflow.</summary>
    public string? Sha => Variable("GITHUB_SHA");

    /// <summary>Owner and name of the repository.</summary>
    public string? Repository => Variable("GITHUB_REPOSITORY");

    /// <summary>Name of the event that triggered the workflow.</summary>
    public string? EventName => Variable("GITHUB_EVENT_NAME");

    /// <summary>Account that triggered the workflow.</summary>
    public string? Actor => Variable("GITHUB_ACTOR");

    /// <summary>File whose content is shown on the run's page.</summary>
    public string? StepSummaryFile => Variable("GITHUB_STEP_SUMMARY");

    /// <summary>Token of the workflow, when handed over.</summary>
    public string? Token => Variable("GITHUB_TOKEN");

    /// <inheritdoc/>
    public string? Branch => Variable("GITHUB_REF_NAME");

    /// <inheritdoc/>
    public string? Commit => Sha;

    internal override void BeginBlock(string name, ConsoleOutput console) => console.WriteLine("::group::" + name);

    internal override void EndBlock(string name, ConsoleOutput console) => console.WriteLine("::endgroup::" + name);

    internal override void ReportProblem(LogEventLevel level, string message, ConsoleOutput console) =>
        console.WriteLine($"::{(level == LogEventLevel.Warning ? "warning" : "error")}::{Escape(message)}");

    internal override void FinishBuild(string summary, SecretMask secrets)
    {
        if (StepSummaryFile is { Length: > 0 } file)
            File.AppendAllText(file, secrets.Apply($"```\n{summary}\n```\n"));
    }

    // https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    private static string Escape(string message) => message
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private string? Variable(string name) => _environment.GetValueOrDefault(name);
}
