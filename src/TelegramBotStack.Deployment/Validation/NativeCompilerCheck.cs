using TelegramBotStack.Deployment.Diagnosis;
using TelegramBotStack.Deployment.Diagnosis.Checks;
using TelegramBotStack.Deployment.Publishing;

namespace TelegramBotStack.Deployment.Validation;

/// <summary>Whether this machine can compile the native program that deploy.yaml asks for. The host's processor it does not know.</summary>
internal sealed class NativeCompilerCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Sdk;

    public string Name => "native compiler";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var machine = NativeCompiler.OfThisMachine;
        return Task.FromResult(context.Settings.IsNative
            ? new CheckOutcome($"{machine.FindFor(machine.Architecture)} links for {machine.Architecture}")
            : CheckOutcome.LeftOut("no native program is asked for"));
    }
}
