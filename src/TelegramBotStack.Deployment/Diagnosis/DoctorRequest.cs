using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Deployment.Diagnosis;

/// <summary>What Doctor is to look at.</summary>
/// <param name="Directory">Root of the bot's repository.</param>
/// <param name="Environment">Name of the environment whose overlay is laid over deploy.yaml; null for none.</param>
public sealed record DoctorRequest(string Directory, string? Environment)
{
    /// <summary>How the host is connected to. A key that is seen for the first time is not pinned.</summary>
    public OperationRequest Operation { get; init; } = new();

    /// <summary>The categories to report of; null for all. What they rest on is looked at as well.</summary>
    public IReadOnlySet<CheckCategory>? Categories { get; init; }

    /// <summary>Path of the bot's project file, for a look at its code; null leaves that to deploy.yaml.</summary>
    public string? Project { get; init; }

    /// <summary>Whether there may be no deploy.yaml, as before anybody thinks of deploying. Default: no.</summary>
    public bool IsDeploymentOptional { get; init; }

    /// <summary>Whether what can be mended without risk is mended. Default: no, and nothing is changed anywhere.</summary>
    public bool Fix { get; init; }
}
