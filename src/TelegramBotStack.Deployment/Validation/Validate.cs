using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Diagnosis.Checks;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>
/// Finds before a deployment what would break after it: looks at this machine, the repository, the bot's code and its tokens,
/// and reaches no host. Doctor's own checks where there are such.
/// </summary>
public static class Validate
{
    // In the order of the report; each comes after those it rests on.
    private static ICheck[] All() =>
    [
        new SdkCheck(),
        new ConfigurationCheck(),
        new LocalSettingsCheck(),
        new PackagesCheck(),
        new BootstrapperCheck(),
        new EnvironmentsCheck(),
        new PortsCheck(),
        new DockerfileCheck(),
        new NativeCompilerCheck(),
        new BuildCheck(),
        new DescriptionCheck(),
        new HandlersCheck(),
        new TextsCheck(),
        new StorageCheck(),
        new SizeCheck(),
        new GitIgnoreCheck(),
        new TrackedSecretsCheck(),
        new TokenInFilesCheck(),
        new TokenInHistoryCheck(),
        new PermissionsCheck(),
        new SecretsCheck(),
        new SharedTokenCheck(),
        new LocalTokenCheck(),
        new TokenCheck(),
        new WebhookCheck(),
    ];

    /// <summary>Runs the checks. Changes nothing but the bot's compiled output.</summary>
    /// <param name="request">What to look at.</param>
    /// <param name="time">Clock of this machine.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static Task<DoctorReport> RunAsync(DoctorRequest request, TimeProvider time, CancellationToken cancellationToken) =>
        CheckRunner.RunAsync(All(), request with { IsDeploymentOptional = true, Fix = false }, time, cancellationToken);
}
