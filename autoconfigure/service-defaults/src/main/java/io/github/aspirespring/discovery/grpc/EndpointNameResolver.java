// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.ProxiedSocketAddress;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext.ScheduledHandle;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.discovery.UnresolvedServiceException;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Hands gRPC the addresses of all endpoints of a service, to balance the load between
 * them. They are looked up again when a connection is lost, as gRPC's own resolver does,
 * and from time to time, so that new instances of a service get their share.
 */
final class EndpointNameResolver extends NameResolver {

	private final ChannelTarget target;

	private final ChannelEndpoints endpoints;

	private final Duration refreshPeriod;

	private final Args args;

	private final Executor executor;

	private @Nullable Listener2 listener;

	private @Nullable ScheduledHandle nextRefresh;

	private boolean resolving;

	EndpointNameResolver(ChannelTarget target, ChannelEndpoints endpoints, Duration refreshPeriod, Args args) {
		this.target = target;
		this.endpoints = endpoints;
		this.refreshPeriod = refreshPeriod;
		this.args = args;
		this.executor = Objects.requireNonNull(args.getOffloadExecutor(), "executor");
	}

	/**
	 * Returns the name of the service. Connections have the address of their endpoint
	 * instead.
	 */
	@Override
	public String getServiceAuthority() {
		return this.target.reference().service();
	}

	@Override
	public void start(Listener2 listener) {
		this.listener = listener;
		refresh();
	}

	@Override
	public void refresh() {
		Listener2 current = this.listener;
		if (current == null || this.resolving) {
			return;
		}
		this.resolving = true;
		this.executor.execute(() -> {
			StatusOr<List<EquivalentAddressGroup>> addresses = resolve();
			this.args.getSynchronizationContext().execute(() -> {
				this.resolving = false;
				if (this.listener != null) {
					current.onResult2(ResolutionResult.newBuilder().setAddressesOrError(addresses).build());
					scheduleRefresh();
				}
			});
		});
	}

	private void scheduleRefresh() {
		cancelRefresh();
		this.nextRefresh = this.args.getSynchronizationContext()
			.schedule(this::refresh, this.refreshPeriod.toMillis(), TimeUnit.MILLISECONDS,
					this.args.getScheduledExecutorService());
	}

	private void cancelRefresh() {
		if (this.nextRefresh != null) {
			this.nextRefresh.cancel();
		}
	}

	@Override
	public void shutdown() {
		this.listener = null;
		cancelRefresh();
	}

	private StatusOr<List<EquivalentAddressGroup>> resolve() {
		List<EquivalentAddressGroup> groups = new ArrayList<>();
		IOException failure = null;
		try {
			String hostName = this.endpoints.hostName(this.target);
			for (ServiceEndpoint endpoint : this.endpoints.find(this.target)) {
				try {
					groups.addAll(resolve(endpoint.address(), hostName));
				}
				catch (UnknownHostException ex) {
					failure = (failure != null) ? failure : ex;
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			return failed(ex.getMessage(), ex);
		}
		// Some endpoints are better than none
		return (failure != null && groups.isEmpty()) ? failed(failure) : StatusOr.fromValue(groups);
	}

	private StatusOr<List<EquivalentAddressGroup>> failed(IOException failure) {
		IOException explained = this.endpoints.explain(this.target, failure);
		String message = (explained instanceof UnresolvedServiceException) ? explained.getMessage()
				: "The host of '" + this.target.reference() + "' does not exist: " + failure.getMessage();
		return failed(message, explained);
	}

	private static StatusOr<List<EquivalentAddressGroup>> failed(@Nullable String message, Exception cause) {
		return StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(message).withCause(cause));
	}

	private List<EquivalentAddressGroup> resolve(HostAndPort address, @Nullable String hostName) throws IOException {
		int port = (address.port() != HostAndPort.NO_PORT) ? address.port() : this.args.getDefaultPort();
		String authority = Objects.requireNonNullElse(hostName, new HostAndPort(address.host(), port).toString());
		Attributes attributes = Attributes.newBuilder()
			.set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, authority)
			.build();
		ProxiedSocketAddress proxied = this.args.getProxyDetector()
			.proxyFor(InetSocketAddress.createUnresolved(address.host(), port));
		if (proxied != null) {
			return List.of(new EquivalentAddressGroup(proxied, attributes));
		}
		return group(InetAddress.getAllByName(address.host()), port, attributes);
	}

	/**
	 * Returns what the load is balanced between. The addresses of this machine are one
	 * endpoint, those of any other name may be as many instances of the service.
	 * @param hosts the addresses of a name
	 * @param port the port
	 * @param attributes what else is known about the endpoint
	 * @return the groups of addresses, of each of which one is connected to
	 */
	static List<EquivalentAddressGroup> group(InetAddress[] hosts, int port, Attributes attributes) {
		List<SocketAddress> addresses = Arrays.stream(hosts)
			.<SocketAddress>map((host) -> new InetSocketAddress(host, port))
			.toList();
		if (Arrays.stream(hosts).allMatch(InetAddress::isLoopbackAddress)) {
			return List.of(new EquivalentAddressGroup(addresses, attributes));
		}
		return addresses.stream().map((address) -> new EquivalentAddressGroup(address, attributes)).toList();
	}

}
