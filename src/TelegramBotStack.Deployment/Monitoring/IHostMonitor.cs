namespace TelegramBotStack.Deployment.Monitoring;

/// <summary>An open look at a host.</summary>
internal interface IHostMonitor : IAsyncDisposable
{
    /// <summary>Looks once.</summary>
    /// <exception cref="Errors.DeploymentException">The connection was lost, or the host takes too long.</exception>
    Task<HostSample> SampleAsync(CancellationToken cancellationToken);
}
