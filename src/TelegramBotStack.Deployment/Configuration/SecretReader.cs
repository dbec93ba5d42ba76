using System.Diagnostics;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Gets the values of the secrets from where deploy.yaml says, and from the repository's secrets file.</summary>
internal sealed class SecretReader(DeploySettings settings, IdentityFile? identity = null)
{
    private readonly Lazy<Task<IReadOnlyList<AgeIdentity>>> identities = new(() => (identity ?? new IdentityFile()).ReadAsync(CancellationToken.None));

    /// <summary>Reads what the bot gets; the test account's token is not among it.</summary>
    /// <exception cref="DeploymentException">One of them cannot be had, or cannot be meant.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(DeploySettings settings, CancellationToken cancellationToken)
    {
        var reader = new SecretReader(settings);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, source) in settings.Secrets.Where(secret => secret.Key != settings.TestMessage?.Token))
        {
            values[name] = await reader.ReadAsync(name, source, cancellationToken);
        }

        return values;
    }

    /// <exception cref="DeploymentException">It cannot be had, or cannot be meant.</exception>
    public async Task<string> ReadAsync(string name, SecretSource source, CancellationToken cancellationToken) => SecretValue.Check(name, source switch
    {
        EnvironmentSecret { Variable: var variable } => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found
            ? found
            : throw ConfigurationErrors.NoSecret(name, $"the environment variable {variable} is not set"),
        FileSecret { Path: var path } => await SecretInput.ReadFileAsync(name, path, cancellationToken),
        CommandSecret { Command: var command } => await SecretCommand.RunAsync(name, command, settings.Directory, cancellationToken),
        DotEnvSecret { Path: var path, Key: var key } => await ReadDotEnvAsync(name, path, key, cancellationToken),
        UserSecret { Key: var key } => await ReadUserSecretAsync(name, key, cancellationToken),
        StoredSecret { Content: var content } => content.Open(name, await identities.Value),
        _ => throw new UnreachableException(),
    });

    private static async Task<string> ReadDotEnvAsync(string name, string path, string key, CancellationToken cancellationToken)
    {
        try
        {
            var values = DotEnvFile.Parse(await File.ReadAllTextAsync(path, cancellationToken));
            return values.GetValueOrDefault(key) ?? throw ConfigurationErrors.NoSecret(name, $"there is no {key} in {path}");
        }
        catch (FormatException error)
        {
            throw ConfigurationErrors.NoSecret(name, $"{path}, {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationErrors.NoSecret(name, $"the file {path} cannot be read");
        }
    }

    private async Task<string> ReadUserSecretAsync(string name, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await UserSecretsFile.FindAsync(settings.Bot.Project, settings.Directory, key, cancellationToken)
                ?? throw ConfigurationErrors.NoSecret(
                    name, $"{Path.GetFileName(settings.Bot.Project)} has no user secret {key}; 'dotnet user-secrets set' sets one");
        }
        catch (FormatException error)
        {
            throw ConfigurationErrors.NoSecret(name, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationErrors.NoSecret(name, $"the user secrets cannot be read: {error.Message}");
        }
    }
}
