using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether the other environments' files are in order as well: a mistake there shows only on the day it hurts.</summary>
internal sealed class EnvironmentsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Configuration;

    public string Name => "environments";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        string[] others = [.. DeployFile.Environments(context.Directory).OfType<string>().Where(name => name != context.Request.Environment)];
        var findings = new List<Finding>();
        foreach (var environment in others)
        {
            try
            {
                await DeployFile.LoadAsync(context.Directory, environment, cancellationToken);
            }
            catch (DeploymentException error)
            {
                findings.Add(new Finding(error.Code, error.Message, error.Mend));
            }
        }

        return new CheckOutcome(others.Length == 0 ? "no others" : string.Join(", ", others), findings);
    }
}
