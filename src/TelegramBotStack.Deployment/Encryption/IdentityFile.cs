using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Encryption;

/// <summary>
/// Where the user's identities are kept: outside every repository, in the form of the age tool (one per line, <c>#</c>
/// begins a comment). The environment variable <c>BOTSTACK_IDENTITY</c> takes its place, for CI.
/// </summary>
/// <param name="path">The file; null for <see cref="DefaultPath"/>.</param>
public sealed class IdentityFile(string? path = null)
{
    /// <summary>The environment variable that wins over the file; several identities are on lines of their own.</summary>
    public const string Variable = "BOTSTACK_IDENTITY";

    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary><c>~/.config/botstack/identity</c>; on Windows <c>%APPDATA%\botstack\identity</c>.</summary>
    public static string DefaultPath => System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "botstack",
        "identity");

    /// <summary>The file.</summary>
    public string Path { get; } = path ?? DefaultPath;

    /// <summary>The identities at hand; none when there is neither the variable nor the file.</summary>
    /// <exception cref="DeploymentException">The variable or the file holds something else.</exception>
    public async Task<IReadOnlyList<AgeIdentity>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
        {
            return Parse(variable.Split('\n'), $"the environment variable {Variable}");
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
        if (present.Count > 0)
        {
            return present;
        }

        var identity = AgeIdentity.Create();
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OnlyMe;
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, OnlyMe | UnixFileMode.UserExecute);
            }
            else
            {
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            }

            await using var file = new StreamWriter(Path, options);
            await file.WriteAsync($"# recipient: {identity.Recipient}\n{identity.Reveal()}\n".AsMemory(), cancellationToken);
        }
        catch (IOException) when (File.Exists(Path))
        {
            // Somebody else made one at the same time.
            return await ReadAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw EncryptionErrors.IdentityUnreadable(Path, error);
        }

        created(Path);
        return [identity];
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
