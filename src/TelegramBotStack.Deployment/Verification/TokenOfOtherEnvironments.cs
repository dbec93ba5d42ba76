using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Verification;

/// <summary>
/// Finds another environment of the repository whose token is the same: two hosts with one token take each other's
/// updates, and neither host can see the other.
/// </summary>
internal static class TokenOfOtherEnvironments
{
    private const string TokenName = "BOT_TOKEN";

    /// <exception cref="DeploymentException">There is one.</exception>
    public static async Task CheckAsync(DeploySettings settings, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        if (!secrets.TryGetValue(TokenName, out var token))
        {
            return;
        }

        foreach (var environment in DeployFile.Environments(settings.Directory).Where(name => name != settings.Environment))
        {
            if (await ReadTokenAsync(settings, environment, cancellationToken) == token)
            {
                throw DeployErrors.TokenOfOtherEnvironment(settings.Bot.Name, settings.Environment, environment);
            }
        }
    }

    // What cannot be read here is no finding: each environment's secrets are where it is deployed from.
    private static async Task<string?> ReadTokenAsync(DeploySettings settings, string? environment, CancellationToken cancellationToken)
    {
        try
        {
            var other = await DeployFile.LoadAsync(settings.Directory, environment, cancellationToken);
            if (!other.Secrets.TryGetValue(TokenName, out var source) || IsSamePlace(other, settings) || !CanTell(source, settings))
            {
                return null;
            }

            var only = new Dictionary<string, SecretSource> { [TokenName] = source };
            return (await SecretReader.ReadAsync(other with { Secrets = only }, cancellationToken))[TokenName];
        }
        catch (DeploymentException)
        {
            return null;
        }
    }

    // deploy.yaml may only be what the environments have in common, without a host or a bot of its own.
    private static bool IsSamePlace(DeploySettings other, DeploySettings settings) =>
        other.Bot.Name == settings.Bot.Name && other.Host.Address == settings.Host.Address && other.Host.Port == settings.Host.Port;

    // A command may ask a person. A variable of one name has another value wherever the other environment is deployed from.
    private static bool CanTell(SecretSource source, DeploySettings settings) =>
        source is not CommandSecret && !(source is EnvironmentSecret && source.Equals(settings.Secrets.GetValueOrDefault(TokenName)));
}
