using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Secrets;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether every secret can be had from where deploy.yaml says, the token among them. No value is shown.</summary>
internal sealed class SecretsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Secrets;

    public string Name => "secrets";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        // Reading checks each value, such as the token's form.
        var secrets = await SecretReader.ReadAsync(context.Settings, cancellationToken);
        context.Secrets = secrets;
        if (context.Settings.TestMessage is { } message)
        {
            await new SecretReader(context.Settings).ReadAsync(message.Token, context.Settings.Secrets[message.Token], cancellationToken);
        }

        return secrets.ContainsKey(SecretValue.Token) || context.Settings.Handover != Handover.Standby
            ? new CheckOutcome(secrets.Count == 0 ? "none are named" : $"at hand: {string.Join(", ", secrets.Keys.Order(StringComparer.Ordinal))}")
            : throw SecretErrors.TokenMissing(context.Settings.Bot.Name);
    }
}
