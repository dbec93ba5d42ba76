using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.LocalRuns;

/// <summary>A token and where it was found.</summary>
internal sealed record LocalToken(string Token, string Description)
{
    private const string None = "none";

    /// <returns>The token; null when there is none and none was asked for.</returns>
    /// <exception cref="DeploymentException">The source that was asked for is unknown or has no token.</exception>
    public static async Task<LocalToken?> FindAsync(
        string root, string project, IReadOnlyDictionary<string, string> envFile, string? from, CancellationToken cancellationToken)
    {
        if (from is null)
        {
            return FromEnvironment(SecretValue.Token)
                ?? FromEnvFile(envFile, SecretValue.Token)
                ?? await FromUserSecretsAsync(root, project, SecretValue.Token, isAskedFor: false, cancellationToken);
        }

        var (kind, name) = from.Split(':', 2) is [var first, var rest] ? (first, rest) : (from, null);
        return (kind, name) switch
        {
            (None, null) => null,
            ("env", _) => FromEnvironment(name ?? SecretValue.Token)
                ?? throw LocalRunErrors.NoToken(from, $"the environment variable {name ?? SecretValue.Token} is not set"),
            ("dotenv", _) => FromEnvFile(envFile, name ?? SecretValue.Token)
                ?? throw LocalRunErrors.NoToken(from, $"{LocalSettings.EnvFileName} has no {name ?? SecretValue.Token}"),
            ("user-secrets", _) => await FromUserSecretsAsync(root, project, name ?? SecretValue.Token, isAskedFor: true, cancellationToken)
                ?? throw LocalRunErrors.NoToken(from, $"{Path.GetFileName(project)} has no user secret {name ?? SecretValue.Token}"),
            ("file", { Length: > 0 }) => Checked(
                await SecretInput.ReadFileAsync(SecretValue.Token, Path.GetFullPath(name, root), cancellationToken), $"file {name}"),
            ("deploy", _) => await FromDeployFileAsync(root, name, from, cancellationToken),
            _ => throw LocalRunErrors.UnknownSource(kind),
        };
    }

    private static LocalToken? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? Checked(value.Trim(), $"environment variable {name}") : null;

    private static LocalToken? FromEnvFile(IReadOnlyDictionary<string, string> file, string name) =>
        file.GetValueOrDefault(name) is { Length: > 0 } value ? Checked(value, $"{name} in {LocalSettings.EnvFileName}") : null;

    private static async Task<LocalToken?> FromUserSecretsAsync(
        string root, string project, string key, bool isAskedFor, CancellationToken cancellationToken)
    {
        try
        {
            return await UserSecretsFile.FindAsync(project, root, key, cancellationToken) is { Length: > 0 } value
                ? Checked(value, $"user secret {key}")
                : null;
        }
        catch (FormatException error)
        {
            // A project without user secrets is the usual one.
            return isAskedFor ? throw LocalRunErrors.NoToken("user-secrets", error.Message) : null;
        }
    }

    private static async Task<LocalToken> FromDeployFileAsync(string root, string? environment, string from, CancellationToken cancellationToken)
    {
        var settings = await DeployFile.LoadAsync(root, environment, cancellationToken);
        return settings.Secrets.TryGetValue(SecretValue.Token, out var source)
            ? new LocalToken(await new SecretReader(settings).ReadAsync(SecretValue.Token, source, cancellationToken), source.Description)
            : throw LocalRunErrors.NoToken(from, $"deploy.yaml names no secret {SecretValue.Token}");
    }

    private static LocalToken Checked(string value, string description) => new(SecretValue.Check(SecretValue.Token, value), description);
}
