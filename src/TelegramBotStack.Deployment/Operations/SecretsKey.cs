using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Operations;

/// <summary>Shows the public half of the user's identity, which others encrypt for.</summary>
public static class SecretsKey
{
    /// <summary>Reads the identity, and makes one when there is none.</summary>
    /// <param name="place">The repository, in which no identity may lie, and the identity.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="Errors.DeploymentException">The identity cannot be read or made.</exception>
    public static async Task<SecretsKeyReport> RunAsync(SecretsPlace place, CancellationToken cancellationToken)
    {
        place.CheckIdentity();
        var file = place.Identity;
        var made = false;
        var identities = await file.ReadOrCreateAsync(_ => made = true, cancellationToken);
        return new SecretsKeyReport(
            identities[0].Recipient.ToString(), file.IsVariableUsed ? IdentityFile.Variable : file.Path, made);
    }
}

/// <summary>The user's key.</summary>
/// <param name="Recipient">Its public half, <c>age1…</c>, which may be shown to anybody.</param>
/// <param name="From">Where the identity is: a file, or the name of the environment variable.</param>
/// <param name="Created">Whether it was made just now.</param>
public sealed record SecretsKeyReport(string Recipient, string From, bool Created);
