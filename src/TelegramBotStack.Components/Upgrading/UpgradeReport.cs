namespace TelegramBotStack.Components.Upgrading;

/// <summary>What an upgrade changed, or would change.</summary>
internal sealed record UpgradeReport
{
    public UpgradeReport(string from, string to, bool dryRun, IReadOnlyList<FileChange> changes)
    {
        From = from;
        To = to;
        DryRun = dryRun;
        Changed = [.. changes.Where(change => change.Kind != FileChangeKind.Kept).Select(change => new ChangedFile(change.Path, change.Kind))];
        LookAt = [.. changes.Where(change => change.Kind == FileChangeKind.Kept).Select(change => change.Path)];
    }

    /// <summary>The version before.</summary>
    public string From { get; }

    /// <summary>The version after.</summary>
    public string To { get; }

    /// <summary>Whether it was only shown.</summary>
    public bool DryRun { get; }

    /// <summary>The files that were changed.</summary>
    public IReadOnlyList<ChangedFile> Changed { get; }

    /// <summary>The stack's versions of files that the user had changed in the same lines; each lies beside the user's.</summary>
    public IReadOnlyList<string> LookAt { get; }
}

/// <param name="Path">Path in the repository.</param>
/// <param name="Kind">What was done to it.</param>
internal sealed record ChangedFile(string Path, FileChangeKind Kind);
