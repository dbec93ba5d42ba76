using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Hosts.Ssh;
using TelegramBotStack.Deployment.Keys;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>
/// Makes a key to log in with and installs it on the host, so that no password is needed any more. What is there
/// already is used; running it again changes nothing.
/// </summary>
public static class SshKeySetup
{
    /// <summary>Makes and installs the key.</summary>
    /// <param name="host">The host. Its way to log in (another key, the agent, a password) is used once.</param>
    /// <param name="request">Which key.</param>
    /// <param name="prompts">How questions are answered.</param>
    /// <param name="cancellationToken">Gives up; a key that was made already stays and is used by the next run.</param>
    /// <exception cref="DeploymentException">The host cannot be reached or does not take the key.</exception>
    public static async Task<SshKeyReport> RunAsync(
        HostSettings host, SshKeyRequest request, SshPrompts prompts, CancellationToken cancellationToken)
    {
        if (host.IsLocal)
        {
            throw KeyErrors.NotOverSsh();
        }

        var path = request.KeyFile ?? host.Key ?? KeyFiles.DefaultPath(host.Name);
        var settings = HostConnection.Settings(host);
        var withKey = settings with { KeyFile = path, UseKeys = true, KeyVariable = "", PasswordVariable = null };
        var isThere = File.Exists(path);
        if (isThere && await OpensAsync(withKey, prompts, cancellationToken))
        {
            return Report(settings.Name, path, await KeyFiles.PublicLineAsync(path, prompts, cancellationToken), created: false, installed: false);
        }

        string line;
        bool added;
        await using (var other = await SshHost.ConnectAsync(settings with { KeyFile = OtherKey(settings, path) }, prompts, cancellationToken))
        {
            // Not before the host has let us in: nothing is made for a host that cannot be reached.
            if (isThere)
            {
                line = await KeyFiles.PublicLineAsync(path, prompts, cancellationToken);
            }
            else
            {
                var passphrase = request.NewPassphrase is { } ask ? await ask(cancellationToken) : null;
                line = await KeyFiles.CreateAsync(path, request.Type, passphrase, cancellationToken);
                prompts = Knowing(prompts, path, passphrase);
            }

            added = await AuthorizedKeys.AddAsync(other, line, cancellationToken);
        }

        if (!await OpensAsync(withKey, prompts, cancellationToken))
        {
            throw KeyErrors.NotAccepted(settings.Name, path);
        }

        return Report(settings.Name, path, line, created: !isThere, added);
    }

    private static string? OtherKey(SshSettings settings, string path) => settings.KeyFile == path ? null : settings.KeyFile;

    private static SshPrompts Knowing(SshPrompts prompts, string path, string? passphrase) => prompts with
    {
        Passphrase = (file, cancellationToken) => file == path || prompts.Passphrase is null
            ? Task.FromResult(file == path ? passphrase : null)
            : prompts.Passphrase(file, cancellationToken),
    };

    // A connection of its own, with nothing but the key.
    private static async Task<bool> OpensAsync(SshSettings settings, SshPrompts prompts, CancellationToken cancellationToken)
    {
        try
        {
            await (await SshHost.ConnectAsync(settings, prompts with { Password = null }, cancellationToken)).DisposeAsync();
            return true;
        }
        catch (DeploymentException error) when (error.Code == HostErrors.LoginRefusedCode)
        {
            return false;
        }
    }

    private static SshKeyReport Report(string host, string path, string line, bool created, bool installed)
    {
        var fingerprint = PublicKeyBlob.Fingerprint(Convert.FromBase64String(line.Split(' ')[1]));
        return new SshKeyReport(host, path, line, fingerprint, created, installed);
    }
}

/// <summary>Which key is made.</summary>
public sealed record SshKeyRequest
{
    /// <summary>Its file; default the key that deploy.yaml names, else <c>~/.ssh/botstack_&lt;host&gt;</c>.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Its type, when it is made. Default: Ed25519.</summary>
    public SshKeyType Type { get; init; }

    /// <summary>Asks for the passphrase of a new key; null or an empty answer makes one without.</summary>
    public Func<CancellationToken, Task<string?>>? NewPassphrase { get; init; }
}

/// <summary>What became of a key.</summary>
/// <param name="Host">The host.</param>
/// <param name="KeyFile">The private key's file.</param>
/// <param name="PublicKey">The line that is in <c>authorized_keys</c> on the host.</param>
/// <param name="Fingerprint">The key's fingerprint.</param>
/// <param name="Created">Whether it was made now.</param>
/// <param name="Installed">Whether it was added on the host now; else it was there.</param>
public sealed record SshKeyReport(string Host, string KeyFile, string PublicKey, string Fingerprint, bool Created, bool Installed);
