namespace TelegramBotStack.Components.Upgrading;

/// <summary>What an upgrade does to a file.</summary>
/// <param name="Path">Path in the repository, with <c>/</c> between folders.</param>
/// <param name="Kind">What is done, and why.</param>
/// <param name="Before">Its content now; null when it is not there.</param>
/// <param name="After">Its content afterwards; null when it is deleted.</param>
internal sealed record FileChange(string Path, FileChangeKind Kind, byte[]? Before, byte[]? After);

/// <summary>What an upgrade does to a file.</summary>
internal enum FileChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>Replaced: nobody had changed it.</summary>
    Updated,

    /// <summary>The stack's changes are put into the user's.</summary>
    Merged,

    /// <summary>The user's stays; the stack's is written beside it as <c>.new</c>, because both changed the same lines.</summary>
    Kept,

    /// <summary>The stack has it no more, and nobody had changed it.</summary>
    Deleted,
}
