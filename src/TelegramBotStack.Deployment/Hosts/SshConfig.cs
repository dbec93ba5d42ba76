using System.IO.Enumeration;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>
/// What OpenSSH's own configuration says about a host (ssh_config(5)): <c>Host</c> blocks with patterns, <c>Include</c>,
/// and the keywords <c>HostName</c>, <c>Port</c>, <c>User</c>, <c>IdentityFile</c>, <c>ProxyJump</c> and
/// <c>HostKeyAlias</c>. The first value wins. <c>Match</c> blocks are passed over.
/// </summary>
/// <param name="file">The file, usually <c>~/.ssh/config</c>; one that is not there says nothing.</param>
internal sealed class SshConfig(string file)
{
    private const int DeepestInclude = 16; // as OpenSSH's

    private static readonly string Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The configuration that OpenSSH's client reads for this user.</summary>
    public static SshConfig OfUser() => new(Path.Combine(Home, ".ssh", "config"));

    /// <summary>What the file says about a host; nothing is thrown for what cannot be read.</summary>
    /// <param name="alias">The host as it was typed.</param>
    public SshConfigHost Find(string alias)
    {
        var found = new SshConfigHost(alias);
        Read(file, found, depth: 0, isActive: true);
        return found;
    }

    private void Read(string path, SshConfigHost host, int depth, bool isActive)
    {
        string[] lines;
        try
        {
            lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            host.Note($"{path} cannot be read: {exception.Message}");
            return;
        }

        var outer = isActive;
        foreach (var line in lines)
        {
            if (SshConfigLine.Parse(line) is not { } parsed)
            {
                continue;
            }

            switch (parsed.Keyword)
            {
                case "host":
                    isActive = outer && Matches(parsed.Arguments, host.Alias);
                    break;
                case "match":
                    isActive = outer && parsed.Arguments is ["all"];
                    if (parsed.Arguments is not ["all"])
                    {
                        host.Note($"'Match' in {path} is passed over");
                    }

                    break;
                case "include" when isActive:
                    Include(parsed.Arguments, host, depth);
                    break;
                default:
                    if (isActive)
                    {
                        host.Take(parsed);
                    }

                    break;
            }
        }
    }

    private void Include(IReadOnlyList<string> patterns, SshConfigHost host, int depth)
    {
        if (depth == DeepestInclude)
        {
            host.Note($"'Include' in {file} is nested too deeply");
            return;
        }

        foreach (var path in patterns.SelectMany(Expand))
        {
            Read(path, host, depth + 1, isActive: true);
        }
    }

    // Relative names are below the configuration's own directory, ~/.ssh.
    private IEnumerable<string> Expand(string pattern)
    {
        var full = pattern.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Home, pattern[2..])
            : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, pattern);
        var directory = Path.GetDirectoryName(full);
        var name = Path.GetFileName(full);
        if (!name.AsSpan().ContainsAny('*', '?'))
        {
            return [full];
        }

        try
        {
            return Directory.Exists(directory) ? [.. Directory.GetFiles(directory, name).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static bool Matches(IReadOnlyList<string> patterns, string alias) =>
        !patterns.Any(pattern => pattern.StartsWith('!') && Matches(pattern[1..], alias))
        && patterns.Any(pattern => Matches(pattern, alias));

    private static bool Matches(string pattern, string alias) =>
        FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), alias, ignoreCase: false);
}
