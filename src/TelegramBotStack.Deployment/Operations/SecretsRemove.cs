using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Removes a stored secret from the repository. Nobody needs to be able to read it.</summary>
public static class SecretsRemove
{
    /// <summary>Removes it from the file of an environment. The host keeps it until the secrets are pushed.</summary>
    /// <param name="place">The repository, and the environment whose file it is in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Stops; the file is as it was.</param>
    /// <exception cref="DeploymentException">There is no such secret, or the file cannot be changed; it is as it was.</exception>
    public static async Task<SecretsRemoveReport> RunAsync(SecretsPlace place, string name, CancellationToken cancellationToken)
    {
        var file = place.File;
        await place.Store.ChangeAsync(
            place.Environment,
            before => before is null ? throw SecretErrors.NoFile(file)
                : before.Values.ContainsKey(name) ? Task.FromResult<SecretsFile?>(before.Without(name))
                : throw SecretErrors.NoSuchSecret(name, file, Nearest.To(name, before.Values.Keys)),
            cancellationToken);
        return new SecretsRemoveReport(name, file);
    }
}

/// <summary>What was removed.</summary>
/// <param name="Name">The secret.</param>
/// <param name="File">The file it was in.</param>
public sealed record SecretsRemoveReport(string Name, string File);
