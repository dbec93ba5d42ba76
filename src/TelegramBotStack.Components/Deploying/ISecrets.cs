using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Deploying;

/// <summary>
/// Keeps the bot's secrets, encrypted, in its repository, and brings them to its host. No value is ever a parameter, and
/// none is ever printed.
/// </summary>
public interface ISecrets : IHazDeployment
{
    /// <summary>The secret to store or to remove, such as <c>BOT_TOKEN</c>.</summary>
    [Parameter("Name of the secret, such as BOT_TOKEN")]
    string? SecretName => TryGetValue(() => SecretName);

    /// <summary>The file to read the value from. Default: standard input, or what is typed at the terminal.</summary>
    [Parameter("File to read the secret's value from; default standard input, or what is typed")]
    string? SecretFile => TryGetValue(() => SecretFile);

    /// <summary>Keys of those who may read the secrets from now on, <c>age1…</c>.</summary>
    [Parameter("Keys of those who may read the secrets from now on, each age1…")]
    string[]? RecipientAdd => TryGetValue(() => RecipientAdd);

    /// <summary>Keys of those who may not read the secrets any more, <c>age1…</c>.</summary>
    [Parameter("Keys of those who may not read the secrets any more, each age1…")]
    string[]? RecipientRemove => TryGetValue(() => RecipientRemove);

    /// <summary>The identity file that <see cref="SecretsKey"/> shows or makes. Default: the user's own.</summary>
    [Parameter("Identity file that SecretsKey shows or makes; default your own")]
    string? SecretsIdentity => TryGetValue(() => SecretsIdentity);

    /// <summary>Stores a secret in <c>deploy.secrets.yaml</c>, or with <c>--deploy-to</c> in that environment's file.</summary>
    Target SecretsSet => _ => _
        .Description("Store a secret, encrypted, in the repository; the value is typed or piped in")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => SecretsTargets.SetAsync(this, screen, cancellationToken)));

    /// <summary>Tells which secrets there are, whether they are at hand, and whether the host has the same. Never a value.</summary>
    Target SecretsList => _ => _
        .Description("List the secrets, without their values, and compare them with the host's")
        .Executes(() => DeployTargets.RunAsync(this, SecretsTargets.ListAsync));

    /// <summary>Removes a stored secret from the repository.</summary>
    Target SecretsRemove => _ => _
        .Description("Remove a stored secret from the repository")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => SecretsTargets.RemoveAsync(this, screen, cancellationToken)));

    /// <summary>Encrypts the stored secrets again: for a new identity of the user's, or for other recipients.</summary>
    Target SecretsRotate => _ => _
        .Description("Encrypt the stored secrets for a new key of yours, or for other people")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => SecretsTargets.RotateAsync(this, screen, cancellationToken)));

    /// <summary>Shows the public key that others add with <c>SecretsRotate --recipient-add</c>.</summary>
    Target SecretsKey => _ => _
        .Description("Show your public key, for others to encrypt for you; make it when there is none")
        .Executes(() => TargetRun.RunAsync(this, Json, (screen, cancellationToken) => SecretsTargets.KeyAsync(this, screen, cancellationToken)));

    /// <summary>Gives the release that runs the secrets as they are now, without building anything.</summary>
    Target SecretsPush => _ => _
        .Description("Give the release that runs the secrets as they are now, in seconds")
        .Executes(() => DeployTargets.RunAsync(this, DeployTargets.PushSecretsAsync));
}
