using System.Text;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Files;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>
/// Where the user's identities are kept: outside every repository, in the form of the age tool (one per line, <c>#</c>
/// begins a comment). The environment variable <c>BOTSTACK_IDENTITY</c> takes the default file's place, for CI.
/// </summary>
/// <param name="path">The file; null for the variable, or <see cref="DefaultPath"/>.</param>
public sealed class IdentityFile(string? path = null)
{
    /// <summary>The environment variable that wins over the file; several identities are on lines of their own.</summary>
    public const string Variable = "BOTSTACK_IDENTITY";

    /// <summary>
    /// <c>~/.config/botstack/identity</c>; on macOS <c>~/Library/Application Support/botstack/identity</c>, on Windows
    /// <c>%APPDATA%\botstack\identity</c>.
    /// </summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "botstack",
        "identity");

    /// <summary>The file.</summary>
    public string Path { get; } = path ?? DefaultPath;

    /// <summary>Whether the identities come from <see cref="Variable"/>: it is set, and no other file was named.</summary>
    public bool IsVariableUsed { get; } = path is null && Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    /// <summary>The identities at hand; none when there is neither the variable nor the file.</summary>
    /// <exception cref="DeploymentException">The variable or the file holds something else.</exception>
    public async Task<IReadOnlyList<AgeIdentity>> ReadAsync(CancellationToken cancellationToken)
    {
        if (IsVariableUsed)
        {
            return Parse(Environment.GetEnvironmentVariable(Variable)!.Split('\n'), $"the environment variable {Variable}");
        }

        try
        {
            return Parse(await File.ReadAllLinesAsync(Path, cancellationToken), Path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EncryptionErrors.IdentityUnreadable(Path, error);
        }
    }

    /// <summary>The identities at hand; a new one is made and written down, readable by this user only, when there is none.</summary>
    /// <param name="created">Told the path when a new one was made: losing it means losing what is encrypted.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DeploymentException">The identities cannot be read or written.</exception>
    public async Task<IReadOnlyList<AgeIdentity>> ReadOrCreateAsync(Action<string> created, CancellationToken cancellationToken)
    {
        var present = await ReadAsync(cancellationToken);
        return present.Count > 0 ? present : await AddAsync(renew: false, created, cancellationToken);
    }

    /// <summary>
    /// Makes a new identity and puts it before the others, which stay: what was encrypted for them, also elsewhere, can
    /// still be read.
    /// </summary>
    /// <returns>The identities, the new one first.</returns>
    /// <exception cref="DeploymentException">The identities cannot be read or written; the file is as it was.</exception>
    public Task<IReadOnlyList<AgeIdentity>> RenewAsync(CancellationToken cancellationToken) =>
        AddAsync(renew: true, created: null, cancellationToken);

    private async Task<IReadOnlyList<AgeIdentity>> AddAsync(bool renew, Action<string>? created, CancellationToken cancellationToken)
    {
        try
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            using var held = await FileLock.TakeAsync(Path, cancellationToken);
            var old = File.Exists(Path) ? await File.ReadAllTextAsync(Path, cancellationToken) : "";
            List<AgeIdentity> found = Parse(old.Split('\n'), Path);
            if (found.Count > 0 && !renew)
            {
                // Somebody else made one at the same time.
                return found;
            }

            var identity = AgeIdentity.Create();
            var text = $"# recipient: {identity.Recipient}\n{identity.Reveal()}\n{old}";
            await WholeFile.WriteAsync(System.IO.Path.GetFullPath(Path), Encoding.UTF8.GetBytes(text), onlyMe: true, cancellationToken);
            created?.Invoke(Path);
            return [identity, .. found];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EncryptionErrors.IdentityUnreadable(Path, error);
        }
    }

    private static List<AgeIdentity> Parse(IEnumerable<string> lines, string from)
    {
        var identities = new List<AgeIdentity>();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            identities.Add(AgeIdentity.TryParse(line, out var identity) ? identity : throw EncryptionErrors.NoIdentity(from));
        }

        return identities;
    }
}
