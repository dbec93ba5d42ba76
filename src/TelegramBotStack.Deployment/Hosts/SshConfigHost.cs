using System.Globalization;
using System.Text;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>What OpenSSH's configuration says about one host.</summary>
/// <param name="alias">The host as it was typed.</param>
internal sealed class SshConfigHost(string alias)
{
    private readonly List<string> notes = [];
    private readonly List<string> identityFiles = [];
    private string? hostName;
    private string? proxyJump;

    public string Alias => alias;

    /// <summary>The name or address to connect to; the alias itself when nothing else is said.</summary>
    public string HostName => hostName is null ? alias : Fill(hostName, "HostName", ('h', alias));

    public int? Port { get; private set; }

    public string? User { get; private set; }

    public string? KeyAlias { get; private set; }

    /// <summary>The jump hosts as they are written, with commas between them; null for none.</summary>
    public string? ProxyJump => proxyJump is "none" ? null : proxyJump;

    /// <summary>The first of the named keys that is there; null when none is, as ssh passes over those that are not.</summary>
    public string? KeyFile => identityFiles.Where(file => file != "none").Select(FullPath).FirstOrDefault(File.Exists);

    /// <summary>What is in the configuration and cannot be followed.</summary>
    public IReadOnlyList<string> Notes => notes;

    public void Note(string text)
    {
        if (!notes.Contains(text))
        {
            notes.Add(text);
        }
    }

    public void Take(SshConfigLine line)
    {
        var value = line.Arguments[0];
        switch (line.Keyword)
        {
            case "hostname":
                hostName ??= value;
                break;
            case "port":
                Port ??= int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
                    ? port
                    : null;
                break;
            case "user":
                User ??= value;
                break;
            case "hostkeyalias":
                KeyAlias ??= value;
                break;
            case "identityfile":
                identityFiles.Add(value);
                break;
            case "proxyjump":
                proxyJump ??= value;
                break;
            case "proxycommand" when value != "none" && proxyJump is null:
                Note($"ProxyCommand for {alias} is passed over; ProxyJump is followed");
                break;
        }
    }

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string FullPath(string path)
    {
        var filled = Fill(
            path, "IdentityFile", ('d', Home), ('h', HostName), ('n', alias), ('r', User ?? ""), ('u', Environment.UserName),
            ('p', (Port ?? 22).ToString(CultureInfo.InvariantCulture)));
        return Path.GetFullPath(filled.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Home, filled[2..]) : Path.Combine(Home, ".ssh", filled));
    }

    // "TOKENS" in ssh_config(5).
    private string Fill(string text, string keyword, params (char Token, string Value)[] tokens)
    {
        var filled = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%' || i + 1 == text.Length)
            {
                filled.Append(text[i]);
                continue;
            }

            var token = text[++i];
            if (token == '%')
            {
                filled.Append('%');
            }
            else if (Array.FindIndex(tokens, known => known.Token == token) is >= 0 and var index)
            {
                filled.Append(tokens[index].Value);
            }
            else
            {
                Note($"%{token} in {keyword} for {alias} is not known");
            }
        }

        return filled.ToString();
    }
}
