using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>How an operation is run.</summary>
public sealed record OperationRequest
{
    /// <summary>How questions about keys and passwords are answered. Default: not at all.</summary>
    public SshPrompts Prompts { get; init; } = SshPrompts.None;

    /// <summary>How long to wait while somebody else deploys. Default: 0, not at all.</summary>
    public TimeSpan WaitForLock { get; init; }

    /// <summary>Whether no copy of the data is made before a deployment or a deletion. Default: no.</summary>
    public bool SkipBackup { get; init; }

    /// <summary>The commit being deployed, if known.</summary>
    public string? Commit { get; init; }
}
