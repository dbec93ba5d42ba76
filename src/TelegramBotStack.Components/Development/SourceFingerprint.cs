using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TelegramBotStack.Components.Development;

/// <summary>Tells whether anything a build could read from a repository has changed.</summary>
internal static class SourceFingerprint
{
    /// <param name="directory">A directory of the repository.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// A hash over the names and contents of all files git tracks or would track, the runtime and the processor;
    /// null outside a repository or without git, where sources cannot be told from output.
    /// </returns>
    public static async Task<string?> ReadAsync(string directory, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        try
        {
            var exitCode = await ChildProcess.RunAsync(
                "git", ["-c", "core.quotePath=off", "ls-files", "--cached", "--others", "--exclude-standard"],
                directory, files.Add, _ => { }, environment: null, cancellationToken).ConfigureAwait(false);
            if (exitCode != 0)
            {
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, RuntimeInformation.FrameworkDescription);
        Add(hash, RuntimeInformation.RuntimeIdentifier);
        foreach (var file in files.Distinct().Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(directory, file);
            if (File.Exists(path))
            {
                Add(hash, file);
                hash.AppendData(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)));
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData([.. Encoding.UTF8.GetBytes(text), 0]);
}
