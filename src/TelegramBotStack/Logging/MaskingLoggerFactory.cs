using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TelegramBotStack.Configuration;

namespace TelegramBotStack.Logging;

/// <summary>Stands before whatever logs, so that the token reaches no provider.</summary>
internal sealed class MaskingLoggerFactory(ILoggerFactory inner, SecretMask mask) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new MaskingLogger(inner.CreateLogger(categoryName), mask);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}

/// <summary>Puts <see cref="MaskingLoggerFactory"/> before the logger factory of a host.</summary>
internal static class MaskingRegistration
{
    public static void MaskLogs(this IServiceCollection services, SecretMask mask)
    {
        var original = services.Last(service => service.ServiceType == typeof(ILoggerFactory));
        services.Remove(original);
        services.AddSingleton(mask);
        services.AddSingleton<ILoggerFactory>(provider => new MaskingLoggerFactory(Create(original, provider), mask));
    }

    private static ILoggerFactory Create(ServiceDescriptor descriptor, IServiceProvider provider)
        => (ILoggerFactory)(descriptor.ImplementationInstance
            ?? descriptor.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!));
}
