using System.Security.Cryptography;
using System.Text.Json;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>
/// Puts a set of files in place, and takes all back unless told to keep them. The earlier files and a journal are in a
/// directory beside until then: what a run that was killed left half done, the next one takes back.
/// </summary>
internal sealed class FileTransaction
{
    private const string JournalName = "journal.json";

    private readonly string root;
    private readonly string directory;
    private readonly List<Entry> entries;

    private FileTransaction(string root, string directory, List<Entry> entries)
    {
        this.root = root;
        this.directory = directory;
        this.entries = entries;
    }

    private string Journal => Path.Combine(directory, JournalName);

    /// <summary>Copies the earlier files and writes the journal; no file of the repository is changed yet.</summary>
    /// <param name="root">Directory of the repository.</param>
    /// <param name="directory">Directory for the copies, on the same disk.</param>
    /// <param name="changes">What will be changed.</param>
    /// <param name="touched">Paths of files that others will change meanwhile, such as lock files.</param>
    /// <exception cref="DeploymentException">The copies cannot be written.</exception>
    public static FileTransaction Begin(string root, string directory, IReadOnlyList<FileChange> changes, IEnumerable<string> touched)
    {
        try
        {
            Delete(directory);
            Directory.CreateDirectory(directory);
            var entries = new List<Entry>();
            foreach (var change in changes)
            {
                Save(Path.Combine(directory, "old"), change.Path, change.Before, Path.Combine(root, change.Path));
                Save(Path.Combine(directory, "new"), change.Path, change.After, Path.Combine(root, change.Path));
                entries.Add(new Entry(change.Path, change.Before is not null, change.After is null ? null : Hash(change.After)));
            }

            foreach (var path in touched)
            {
                Save(Path.Combine(directory, "old"), path, File.ReadAllBytes(Path.Combine(root, path)), Path.Combine(root, path));
                entries.Add(new Entry(path, HadOld: true, NewHash: null, IsTouched: true));
            }

            var transaction = new FileTransaction(root, directory, entries);
            var written = transaction.Journal + ".tmp";
            File.WriteAllText(written, JsonSerializer.Serialize(entries));
            File.Move(written, transaction.Journal);
            return transaction;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Delete(directory);
            throw UpgradeErrors.NotWritable(error);
        }
    }

    /// <returns>What a run that was killed left; null when there is nothing.</returns>
    public static FileTransaction? Unfinished(string root, string directory)
    {
        var journal = Path.Combine(directory, JournalName);
        return File.Exists(journal)
            ? new FileTransaction(root, directory, JsonSerializer.Deserialize<List<Entry>>(File.ReadAllText(journal))!)
            : null;
    }

    /// <summary>Puts the new files in place, each at once: a reader sees the old one or the new one, never a part.</summary>
    /// <exception cref="DeploymentException">It failed, and was taken back.</exception>
    public void Apply()
    {
        try
        {
            foreach (var entry in entries.Where(entry => !entry.IsTouched))
            {
                Put(Path.Combine(directory, "new", entry.Path), Path.Combine(root, entry.Path));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TakeBack();
            throw UpgradeErrors.NotWritable(error);
        }
    }

    /// <summary>Brings the earlier files back. A file that is neither the earlier nor the new one is somebody's and stays.</summary>
    /// <exception cref="DeploymentException">There was such a file; the copies are left.</exception>
    public void TakeBack()
    {
        var foreign = new List<string>();
        foreach (var entry in entries)
        {
            var target = Path.Combine(root, entry.Path);
            var old = Path.Combine(directory, "old", entry.Path);
            var present = File.Exists(target) ? Hash(File.ReadAllBytes(target)) : null;
            if (present == (entry.HadOld ? Hash(File.ReadAllBytes(old)) : null))
            {
                continue;
            }

            if (!entry.IsTouched && present != entry.NewHash)
            {
                foreign.Add(entry.Path);
                continue;
            }

            Put(old, target);
        }

        if (foreign is [])
        {
            Keep();
            return;
        }

        File.Delete(Journal);
        throw UpgradeErrors.LeftChanged(foreign, Path.Combine(directory, "old"));
    }

    /// <summary>The new files stay.</summary>
    public void Keep()
    {
        // First: without it the rest is only rubbish.
        File.Delete(Journal);
        Delete(directory);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Save(string below, string path, byte[]? content, string modeOf)
    {
        if (content is null)
        {
            return;
        }

        var file = Path.Combine(below, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using (var stream = new FileStream(file, FileMode.CreateNew))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
        {
            var mode = File.GetUnixFileMode(File.Exists(modeOf) ? modeOf : file);
            const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(file, path.EndsWith(".sh", StringComparison.Ordinal) ? mode | Execute : mode);
        }
    }

    // The copy stays where it is: a second attempt to take back finds it again.
    private static void Put(string source, string target)
    {
        if (!File.Exists(source))
        {
            File.Delete(target);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var beside = target + ".upgrade.tmp";
        File.Copy(source, beside, overwrite: true);
        File.Move(beside, target, overwrite: true);
    }

    private static void Delete(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <param name="Path">Path in the repository.</param>
    /// <param name="HadOld">Whether there was such a file before.</param>
    /// <param name="NewHash">Hash of the new file; null when it is deleted.</param>
    /// <param name="IsTouched">Whether others change it.</param>
    private sealed record Entry(string Path, bool HadOld, string? NewHash, bool IsTouched = false);
}
