using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>A key that a known_hosts file has for a host.</summary>
/// <param name="Type">Type of the key, such as <c>ssh-ed25519</c>.</param>
/// <param name="Key">The key.</param>
/// <param name="Line">Number of its line, from 1.</param>
/// <param name="IsRevoked">Whether the file says never to trust it.</param>
internal sealed record KnownKey(string Type, byte[] Key, int Line, bool IsRevoked);

/// <summary>
/// A known_hosts file as OpenSSH writes it: names, patterns, hashed names, ports and revoked keys
/// (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). Certificate authorities are passed over.
/// </summary>
internal sealed class KnownHosts(string file)
{
    public const int DefaultPort = 22;

    private const string HashMark = "|1|";

    public string FilePath => file;

    /// <summary>The keys known for a host, in the order of the file.</summary>
    public async Task<IReadOnlyList<KnownKey>> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        return [.. lines.Select((line, index) => Parse(line, index + 1, NameOf(host, port))).OfType<KnownKey>()];
    }

    /// <summary>Adds a key for a host; a concurrent writer's line is not lost.</summary>
    public async Task AddAsync(string host, int port, byte[] key, CancellationToken cancellationToken)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, owner | UnixFileMode.UserExecute);
            options.UnixCreateMode = owner;
        }

        await using var stream = new FileStream(file, options);
        var needsNewLine = stream.Length > 0 && LastByte(stream) != '\n';
        stream.Seek(0, SeekOrigin.End);
        var line = LineFor(host, port, key) + "\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(needsNewLine ? "\n" + line : line), cancellationToken);
    }

    /// <summary>Puts keys in the place of all that the file has for a host; what is there for others stays.</summary>
    public async Task ReplaceAsync(string host, int port, IReadOnlyList<byte[]> keys, CancellationToken cancellationToken)
    {
        var old = (await FindAsync(host, port, cancellationToken)).Where(key => !key.IsRevoked).ToList();
        if (old.Count == 0)
        {
            foreach (var key in keys)
            {
                await AddAsync(host, port, key, cancellationToken);
            }

            return;
        }

        var others = (await File.ReadAllLinesAsync(file, cancellationToken)).Where((_, index) => old.All(key => key.Line != index + 1));
        var part = $"{file}.{Guid.NewGuid():N}.tmp";
        await File.WriteAllLinesAsync(part, others.Concat(keys.Select(key => LineFor(host, port, key))), cancellationToken);
        File.Move(part, file, overwrite: true);
    }

    /// <summary>The line that pins a key for a host.</summary>
    public static string LineFor(string host, int port, byte[] key) =>
        $"{NameOf(host, port)} {PublicKeyBlob.TypeOf(key)} {Convert.ToBase64String(key)}";

    private static int LastByte(FileStream stream)
    {
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte();
    }

    private static string NameOf(string host, int port) =>
        port == DefaultPort ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";

    private static KnownKey? Parse(string line, int number, string name)
    {
        var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var marker = fields.Length > 0 && fields[0].StartsWith('@') ? fields[0] : null;
        if (marker is not null)
        {
            fields = fields[1..];
        }

        if (fields.Length < 3 || fields[0].StartsWith('#') || marker == "@cert-authority" || !Matches(fields[0], name))
        {
            return null;
        }

        try
        {
            return new KnownKey(fields[1], Convert.FromBase64String(fields[2]), number, marker == "@revoked");
        }
        catch (FormatException)
        {
            return null; // OpenSSH passes over lines it cannot read, too
        }
    }

    private static bool Matches(string names, string name)
    {
        if (names.StartsWith(HashMark, StringComparison.Ordinal))
        {
            return MatchesHash(names[HashMark.Length..].Split('|'), name);
        }

        var patterns = names.ToLowerInvariant().Split(',');
        return !patterns.Any(pattern => pattern.StartsWith('!') && MatchesPattern(pattern[1..], name))
            && patterns.Any(pattern => MatchesPattern(pattern, name));
    }

    // In "[name]:port" the brackets are not special, and neither is a backslash.
    private static bool MatchesPattern(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name, ignoreCase: false);

    // The format, not this program, chose SHA-1: it only hides names.
    private static bool MatchesHash(string[] saltAndHash, string name)
    {
        if (saltAndHash.Length != 2)
        {
            return false;
        }

        try
        {
            using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Convert.FromBase64String(saltAndHash[0]));
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            return CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), Convert.FromBase64String(saltAndHash[1]));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
