using System.Text.RegularExpressions;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether every secret can be had from where deploy.yaml says, and the token looks like one. No value is shown.</summary>
internal sealed partial class SecretsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Secrets;

    public string Name => "secrets";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var secrets = await SecretReader.ReadAsync(context.Settings, cancellationToken);
        context.Secrets = secrets;
        if (!secrets.TryGetValue("BOT_TOKEN", out var token))
        {
            return new CheckOutcome("", RepositoryFindings.NoToken());
        }

        return TokenPattern().IsMatch(token.Trim())
            ? new CheckOutcome($"at hand: {string.Join(", ", secrets.Keys.Order(StringComparer.Ordinal))}")
            : new CheckOutcome("", RepositoryFindings.TokenMalformed());
    }

    // As the framework and the server take it: no leading zero, at most 80 characters.
    [GeneratedRegex(@"\A(?=.{1,80}\z)[1-9][0-9]{0,17}:[A-Za-z0-9_-]{10,}\z")]
    private static partial Regex TokenPattern();
}
