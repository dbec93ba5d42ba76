using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>Where a value that is going to be stored comes from. One line break at its end is not part of it.</summary>
public sealed class SecretInput
{
    private readonly Func<string, CancellationToken, Task<string>> read;

    private SecretInput(Func<string, CancellationToken, Task<string>> read) => this.read = read;

    /// <summary>A file.</summary>
    public static SecretInput FromFile(string path) => new((name, cancellationToken) => ReadFileAsync(name, path, cancellationToken));

    /// <summary>Standard input, read to its end.</summary>
    public static SecretInput FromStandardInput(Stream input) => new(async (name, cancellationToken) =>
    {
        // A read from a pipe cannot be cancelled; Ctrl-C must not wait for it.
        var value = await ReadAsync(name, "standard input", input, cancellationToken).WaitAsync(cancellationToken);
        return value.Length > 0 ? value : throw SecretErrors.NoValue(name);
    });

    /// <summary>What a person types.</summary>
    public static SecretInput Typed(Func<CancellationToken, Task<string?>> ask) => new(async (_, cancellationToken) => await ask(cancellationToken) ?? "");

    /// <exception cref="DeploymentException">There is no value, or it is no text.</exception>
    internal Task<string> ReadAsync(string name, CancellationToken cancellationToken) => read(name, cancellationToken);

    /// <exception cref="DeploymentException">The file cannot be read, or is no text.</exception>
    internal static async Task<string> ReadFileAsync(string name, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            return await ReadAsync(name, path, file, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationErrors.NoSecret(name, $"the file {path} cannot be read");
        }
    }

    private static async Task<string> ReadAsync(string name, string from, Stream source, CancellationToken cancellationToken)
    {
        try
        {
            return await SecretText.ReadAsync(source, cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw SecretErrors.NoText(name, from);
        }
    }
}
