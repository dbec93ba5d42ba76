namespace Nuke.Common.CI.GitHubActions;

/// <summary>An event that starts a workflow, without conditions.</summary>
public enum GitHubActionsTrigger
{
    /// <summary><c>push</c></summary>
    Push,

    /// <summary><c>pull_request</c></summary>
    PullRequest,

    /// <summary><c>workflow_dispatch</c>: a button.</summary>
    WorkflowDispatch,
}
