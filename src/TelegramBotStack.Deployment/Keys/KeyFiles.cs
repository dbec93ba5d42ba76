using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Hosts.Ssh;

namespace TelegramBotStack.Deployment.Keys;

/// <summary>The two files of a key to log in with: the private one, and <c>.pub</c> beside it.</summary>
internal static class KeyFiles
{
    /// <summary>Where the key for a host is kept when nobody says otherwise.</summary>
    public static string DefaultPath(string address)
    {
        var name = string.Concat(address.Select(character => char.IsLetterOrDigit(character) || character is '.' or '-' ? character : '_'));
        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh", $"botstack_{name}");
    }

    /// <summary>Makes a key and writes both files; neither is ever overwritten.</summary>
    /// <returns>The line for <c>authorized_keys</c>.</returns>
    public static async Task<string> CreateAsync(
        string path, SshKeyType type, string? passphrase, CancellationToken cancellationToken)
    {
        var comment = $"{Environment.UserName}@{Environment.MachineName}".Replace(' ', '-');
        var pair = await Task.Run(() => SshKeyPair.Create(type), cancellationToken); // RSA takes its time
        var line = pair.PublicLine(comment);
        try
        {
            await PrivateFile.CreateAsync(path, pair.PrivateFile(comment, passphrase), cancellationToken);
            try
            {
                await File.WriteAllTextAsync(path + ".pub", line + "\n", cancellationToken);
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeyErrors.NotWritten(path, exception);
        }

        return line;
    }

    /// <summary>The line for <c>authorized_keys</c> of a key that is there.</summary>
    public static async Task<string> PublicLineAsync(string path, SshPrompts prompts, CancellationToken cancellationToken)
    {
        using var keys = new SshKeys(new SshSettings("", "") { KeyFile = path, KeyVariable = "" }, prompts);
        var key = (await keys.FindAsync(cancellationToken))[0].HostKeyAlgorithms.First().Data;
        return $"{PublicKeyBlob.TypeOf(key)} {Convert.ToBase64String(key)} {Path.GetFileName(path)}";
    }
}
