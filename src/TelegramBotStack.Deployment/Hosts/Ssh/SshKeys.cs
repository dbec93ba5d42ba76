using System.Security.Cryptography;
using Renci.SshNet;
using Renci.SshNet.Common;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>The keys to log in with: the one in a variable, else the configured file, else the agent's and the user's usual files.</summary>
internal sealed class SshKeys(SshSettings settings, SshPrompts prompts) : IDisposable
{
    private static readonly string[] UsualNames = ["id_ed25519", "id_ecdsa", "id_rsa"];

    private readonly List<PrivateKeyFile> opened = [];

    /// <summary>What is tried, for a message.</summary>
    public List<string> Names { get; } = [];

    public async Task<IReadOnlyList<IPrivateKeySource>> FindAsync(CancellationToken cancellationToken)
    {
        if (!settings.UseKeys)
        {
            return [];
        }

        if (KeyFromVariable.Read(settings.KeyVariable) is { } content)
        {
            var name = $"the key in {settings.KeyVariable}";
            Names.Add(name);
            return [TryOpen(name, content, passphrase: null) ?? await OpenWithPassphraseAsync(name, content, cancellationToken)];
        }

        var agent = settings.UseAgent ? SshAgent.Find(settings.AgentSocket) : null;
        var agentKeys = agent?.ListKeys() ?? [];
        if (settings.KeyFile is { } file)
        {
            var inAgent = await FindInAgentAsync(file, agentKeys, cancellationToken);
            Names.Add(inAgent is null ? $"key {file}" : $"key {file} (in the agent)");
            return [inAgent is null ? await OpenAsync(file, cancellationToken) : new AgentKey(agent!, inAgent)];
        }

        var keys = new List<IPrivateKeySource>(agentKeys.Select(key => new AgentKey(agent!, key)));
        Names.AddRange(agentKeys.Select(key => $"agent key {PublicKeyBlob.Fingerprint(key)}"));
        foreach (var usual in UsualFiles())
        {
            // One that the agent offers is not tried twice; one with a passphrase is used when it is named.
            if (await FindInAgentAsync(usual, agentKeys, cancellationToken) is null
                && TryOpen(usual, await ReadAsync(usual, cancellationToken), passphrase: null) is { } key)
            {
                keys.Add(key);
                Names.Add($"key {usual}");
            }
        }

        return keys;
    }

    public void Dispose() => opened.ForEach(file => file.Dispose());

    private static IEnumerable<string> UsualFiles()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return UsualNames.Select(name => Path.Combine(home, ".ssh", name)).Where(File.Exists);
    }

    private static async Task<byte[]?> FindInAgentAsync(
        string file, IReadOnlyList<byte[]> agentKeys, CancellationToken cancellationToken)
    {
        if (agentKeys.Count == 0 || !File.Exists(file + ".pub"))
        {
            return null;
        }

        var fields = (await File.ReadAllTextAsync(file + ".pub", cancellationToken)).Split(' ');
        return fields.Length < 2
            ? null
            : agentKeys.FirstOrDefault(key => Convert.ToBase64String(key) == fields[1].Trim());
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw HostErrors.KeyFileMissing(file, exception);
        }
    }

    private async Task<PrivateKeyFile> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var content = await ReadAsync(file, cancellationToken);
        return TryOpen(file, content, passphrase: null)
            ?? await OpenWithPassphraseAsync(file, content, cancellationToken);
    }

    private async Task<PrivateKeyFile> OpenWithPassphraseAsync(
        string file, byte[] content, CancellationToken cancellationToken)
    {
        var passphrase = prompts.Passphrase is null ? null : await prompts.Passphrase(file, cancellationToken);
        if (string.IsNullOrEmpty(passphrase))
        {
            throw HostErrors.PassphraseWrong(file, given: false);
        }

        return TryOpen(file, content, passphrase) ?? throw HostErrors.PassphraseWrong(file, given: true);
    }

    // Null when the passphrase is missing. SSH.NET tells a wrong one by an exception of whatever read nonsense.
    private PrivateKeyFile? TryOpen(string file, byte[] content, string? passphrase)
    {
        try
        {
            var key = new PrivateKeyFile(new MemoryStream(content), passphrase);
            opened.Add(key);
            return key;
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            return null;
        }
        catch (Exception exception) when (passphrase is not null && exception is not OutOfMemoryException)
        {
            throw HostErrors.PassphraseWrong(file, given: true, exception);
        }
        catch (Exception exception) when (
            exception is SshException or FormatException or ArgumentException or NotSupportedException
                or CryptographicException or InvalidOperationException or IOException)
        {
            throw HostErrors.KeyFileUnusable(file, exception);
        }
    }
}
