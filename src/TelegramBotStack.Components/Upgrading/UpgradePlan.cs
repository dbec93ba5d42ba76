using System.Text;
using TelegramBotStack.Components.Scaffolding;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>
/// Compares three versions of each file: as the stack wrote it then (known by its hash in the scaffold's record, and by
/// its text when this version of the stack still writes the same), as the user has it, and as the new version writes it.
/// </summary>
internal static class UpgradePlan
{
    /// <param name="repository">Directory of the repository.</param>
    /// <param name="record">What it was scaffolded with.</param>
    /// <param name="before">The files as the running version of the stack writes them.</param>
    /// <param name="after">The files as the new version writes them.</param>
    /// <param name="version">The new version.</param>
    public static IReadOnlyList<FileChange> Make(
        string repository,
        ScaffoldRecord record,
        IReadOnlyDictionary<string, byte[]> before,
        IReadOnlyDictionary<string, byte[]> after,
        string version)
    {
        var paths = after.Keys.Concat(record.Files.Keys).Where(ScaffoldRecord.CaresFor)
            .Union(StackVersion.FilesIn(repository)).Order(StringComparer.Ordinal);
        return [.. paths.SelectMany(Changes).Where(change => !Same(change.Before, change.After))];

        IEnumerable<FileChange> Changes(string path)
        {
            var users = Read(repository, path);
            var stacks = ScaffoldRecord.CaresFor(path) ? after.GetValueOrDefault(path) : null;
            var recorded = record.Files.GetValueOrDefault(path);
            if (users is null)
            {
                // What the user deleted stays deleted.
                return recorded is null && stacks is not null ? [new FileChange(path, FileChangeKind.Added, null, stacks)] : [];
            }

            if (recorded is not null && ScaffoldRecord.Hash(users) == recorded)
            {
                return [new FileChange(path, stacks is null ? FileChangeKind.Deleted : FileChangeKind.Updated, users, stacks)];
            }

            var mine = IsMSBuild(path) ? StackVersion.Set(Text(users), version) : Text(users);
            var moved = new FileChange(path, FileChangeKind.Updated, users, Bytes(mine, users));
            if (stacks is null || recorded == ScaffoldRecord.Hash(stacks))
            {
                return [moved];
            }

            return Merge(path, KnownText(path, recorded), mine, Text(stacks)) is { } merged
                ? [moved with { Kind = FileChangeKind.Merged, After = Bytes(merged, users) }]
                : [moved, new FileChange(path + ".new", FileChangeKind.Kept, Read(repository, path + ".new"), stacks)];
        }

        string? KnownText(string path, string? recorded) =>
            before.TryGetValue(path, out var text) && ScaffoldRecord.Hash(text) == recorded ? Text(text) : null;

        string? Merge(string path, string? earlier, string mine, string theirs)
        {
            if (mine.ReplaceLineEndings("\n") == theirs.ReplaceLineEndings("\n"))
            {
                return mine;
            }

            // With the new version on every side, the line with it is nobody's change.
            return earlier is null ? null : FileMerge.Merge(IsMSBuild(path) ? StackVersion.Set(earlier, version) : earlier, mine, theirs);
        }
    }

    private static byte[]? Read(string repository, string path)
    {
        var file = Path.Combine(repository, path);
        return File.Exists(file) ? File.ReadAllBytes(file) : null;
    }

    private static bool IsMSBuild(string path) => Path.GetExtension(path) is ".props" or ".targets" or ".csproj";

    private static bool Same(byte[]? left, byte[]? right) => left is null ? right is null : right is not null && left.AsSpan().SequenceEqual(right);

    private static string Text(byte[] content) => Encoding.UTF8.GetString(content);

    private static byte[] Bytes(string text, byte[] unless) => text == Text(unless) ? unless : Encoding.UTF8.GetBytes(text);
}
