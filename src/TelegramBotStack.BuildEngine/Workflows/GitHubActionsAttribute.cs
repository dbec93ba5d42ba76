using Nuke.Common.Workflows;

namespace Nuke.Common.CI.GitHubActions;

/// <summary>
/// Writes <c>.github/workflows/&lt;name>.yml</c> from the build class, on each local run:
/// <c>[GitHubActions("deploy", GitHubActionsImage.UbuntuLatest, OnPushTags = ["v*"], InvokedTargets = [nameof(IDeploy.DeployUp)])]</c>.
/// The names are NUKE's and GitHub's: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions.
/// </summary>
/// <param name="name">Name of the workflow and of its file.</param>
/// <param name="image">What its job runs on.</param>
/// <param name="images">What further jobs run on, with the same steps.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public class GitHubActionsAttribute(string name, GitHubActionsImage image, params GitHubActionsImage[] images) : ConfigurationAttributeBase
{
    /// <summary>Events that start the workflow; not together with the <c>On…</c> properties below.</summary>
    public GitHubActionsTrigger[] On { get; set; } = [];

    /// <summary>Branches whose pushes start it.</summary>
    public string[] OnPushBranches { get; set; } = [];

    /// <summary>Branches whose pushes do not.</summary>
    public string[] OnPushBranchesIgnore { get; set; } = [];

    /// <summary>Tags whose pushes start it.</summary>
    public string[] OnPushTags { get; set; } = [];

    /// <summary>Tags whose pushes do not.</summary>
    public string[] OnPushTagsIgnore { get; set; } = [];

    /// <summary>Files that a push must change.</summary>
    public string[] OnPushIncludePaths { get; set; } = [];

    /// <summary>Files that do not count.</summary>
    public string[] OnPushExcludePaths { get; set; } = [];

    /// <summary>Branches into which pull requests start it.</summary>
    public string[] OnPullRequestBranches { get; set; } = [];

    /// <summary>Files that a pull request must change.</summary>
    public string[] OnPullRequestIncludePaths { get; set; } = [];

    /// <summary>Files that do not count.</summary>
    public string[] OnPullRequestExcludePaths { get; set; } = [];

    /// <summary>Parameters that may be given at the button.</summary>
    public string[] OnWorkflowDispatchOptionalInputs { get; set; } = [];

    /// <summary>Parameters that must be given at the button.</summary>
    public string[] OnWorkflowDispatchRequiredInputs { get; set; } = [];

    /// <summary>When it starts by the clock, as <c>* 0 * * *</c>.</summary>
    public string? OnCronSchedule { get; set; }

    /// <summary>Parameters that are secrets: <c>BotToken</c> comes from the secret <c>BOT_TOKEN</c>.</summary>
    public string[] ImportSecrets { get; set; } = [];

    /// <summary>Whether the build gets the workflow's token as <c>GITHUB_TOKEN</c>.</summary>
    public bool EnableGitHubToken { get; set; }

    /// <summary>What the workflow's token may write; with neither of the two it may what the repository's settings say.</summary>
    public GitHubActionsPermissions[] WritePermissions { get; set; } = [];

    /// <summary>What the workflow's token may read.</summary>
    public GitHubActionsPermissions[] ReadPermissions { get; set; } = [];

    /// <summary>What is kept for the next run.</summary>
    public string[] CacheIncludePatterns { get; set; } = [".nuke/temp", "~/.nuget/packages"];

    /// <summary>What of it is not.</summary>
    public string[] CacheExcludePatterns { get; set; } = [];

    /// <summary>Files on which the kept things depend; none turns keeping off.</summary>
    public string[] CacheKeyFiles { get; set; } = ["**/global.json", "**/*.csproj", "**/Directory.Packages.props"];

    /// <summary>How long a job may take, in minutes. Default 0: GitHub's 360.</summary>
    public int TimeoutMinutes { get; set; }

    /// <summary>Environment whose secrets and rules the jobs have.</summary>
    public string? EnvironmentName { get; set; }

    /// <summary>Address that GitHub shows for it.</summary>
    public string? EnvironmentUrl { get; set; }

    /// <summary>Workflows of one group run one after the other.</summary>
    public string? ConcurrencyGroup { get; set; }

    /// <summary>Whether a newer run ends an older one; not for deployments.</summary>
    public bool ConcurrencyCancelInProgress { get; set; }

    /// <summary>Jobs of one group run one after the other.</summary>
    public string? JobConcurrencyGroup { get; set; }

    /// <summary>Whether a newer job ends an older one.</summary>
    public bool JobConcurrencyCancelInProgress { get; set; }

    /// <summary>Targets that the job runs.</summary>
    public string[] InvokedTargets { get; set; } = [];

    /// <summary>How many commits are fetched; 0 for all. Default -1: GitHub's, which is 1.</summary>
    public int FetchDepth { get; set; } = -1;

    internal string Id => $"GitHubActions_{WorkflowName}";

    internal string WorkflowName { get; } = name.Replace(' ', '_');

    internal IReadOnlyList<GitHubActionsImage> Images { get; } = [image, .. images];

    internal string RelativeFile => $".github/workflows/{WorkflowName}.yml";

    internal string ToYaml() => new WorkflowYaml(this).Write();
}
