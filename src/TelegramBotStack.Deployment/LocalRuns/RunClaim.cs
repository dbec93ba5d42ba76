using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.LocalRuns;

/// <summary>
/// That this process runs the bot with a token, or in a folder, as other runs of the same user on this machine see it. The
/// kernel lets go of the lock when the process ends, so that it cannot go stale.
/// </summary>
public sealed class RunClaim : IDisposable
{
    private readonly FileStream file;

    private RunClaim(FileStream file) => this.file = file;

    /// <summary>Claims a token, whatever folder it is used in.</summary>
    /// <param name="token">The bot's token. Only a hash of it is written down.</param>
    /// <param name="folder">Where the bot runs; another run is told.</param>
    /// <exception cref="DeploymentException">Another run has it.</exception>
    public static RunClaim TakeToken(string token, string folder) => Take("token:" + token, folder, DefaultDirectory);

    /// <summary>Claims a folder, whatever token is used in it: its data and its output are for one run at a time.</summary>
    /// <param name="folder">Root of the bot's repository.</param>
    /// <exception cref="DeploymentException">Another run has it.</exception>
    public static RunClaim TakeFolder(string folder) => Take("folder:" + folder, folder, DefaultDirectory);

    internal static RunClaim Take(string what, string folder, string directory)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16];
        var path = Path.Combine(directory, name + ".lock");
        Directory.CreateDirectory(directory);
        try
        {
            // The lock of the file is flock(2) on Linux and macOS; a file that is removed could be locked twice, so it stays.
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(HolderFile(path), JsonSerializer.Serialize(new Holder(Environment.ProcessId, folder, TimeProvider.System.GetUtcNow())));
            return new RunClaim(file);
        }
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(path))
        {
            throw LocalRunErrors.RunsHere(ReadHolder(path));
        }
    }

    /// <summary>Lets go.</summary>
    public void Dispose() => file.Dispose();

    private static string DefaultDirectory => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "telegram-bot-stack", "runs");

    // Beside the lock, since a locked file cannot be read on every system.
    private static string HolderFile(string path) => path + ".holder";

    private static string ReadHolder(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Holder>(File.ReadAllText(HolderFile(path))) is { } holder
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"process {holder.ProcessId} in {holder.Folder}, since {holder.Since.ToLocalTime():yyyy-MM-dd HH:mm}")
                : "another process of yours";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return "another process of yours"; // It is just being written.
        }
    }

    private sealed record Holder(int ProcessId, string Folder, DateTimeOffset Since);
}
