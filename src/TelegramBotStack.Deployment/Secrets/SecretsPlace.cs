using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>Where stored secrets are, and with whose key they are read.</summary>
/// <param name="Directory">The bot repository's root.</param>
/// <param name="Environment">The environment whose file it is; null for <c>deploy.secrets.yaml</c>, which is for all.</param>
public sealed record SecretsPlace(string Directory, string? Environment)
{
    /// <summary>The user's identities. Default: the environment variable <c>BOTSTACK_IDENTITY</c>, or the user's file.</summary>
    public IdentityFile Identity { get; init; } = new();

    /// <summary>The file's name.</summary>
    internal string File => SecretsFile.NameFor(Environment);

    internal SecretsFileStore Store => new(Directory);

    /// <exception cref="Errors.DeploymentException">The identity is, or would be, inside the repository.</exception>
    internal void CheckIdentity()
    {
        if (!Identity.IsVariableUsed)
        {
            RepositoryBoundary.Check(Identity.Path, Directory);
        }
    }
}
