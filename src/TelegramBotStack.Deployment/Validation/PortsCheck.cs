using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Diagnosis.Checks;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether two environments of the repository want the same port of the same host.</summary>
internal sealed class PortsCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Configuration;

    public string Name => "ports";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck), typeof(EnvironmentsCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var own = context.Settings;
        var findings = new List<Finding>();
        foreach (var environment in DeployFile.Environments(context.Directory).Where(name => name != own.Environment))
        {
            var other = await DeployFile.LoadAsync(context.Directory, environment, cancellationToken);
            if (other.Host.Name == own.Host.Name && other.Bot.Name != own.Bot.Name)
            {
                findings.AddRange(own.Ports.Where(port => other.Ports.Any(theirs => Clash(port, theirs)))
                    .Select(port => CodeFindings.PortTwice(port.OnHost, own.Host.Name, environment ?? "without an environment")));
            }
        }

        return new CheckOutcome(own.Ports.Count == 0 ? "none" : string.Join(", ", own.Ports.Select(port => port.OnHost)), findings);
    }

    private static bool Clash(PublishedPort one, PublishedPort other) => one.OnHost == other.OnHost && (one.Address == other.Address || one.Address is "" or "0.0.0.0" || other.Address is "" or "0.0.0.0");
}
