create table inbox (
	message_id uuid primary key,
	deliveries integer not null default 1,
	first_delivery timestamp with time zone not null default now()
);

-- Neither table could tell a repeated message from a new one: the inbox does.
create table customer_order (
	number bigint generated always as identity primary key,
	message_id uuid not null references inbox,
	product_id bigint not null,
	quantity integer not null check (quantity > 0)
);

create table product_history (
	number bigint generated always as identity primary key,
	message_id uuid not null references inbox,
	product_id bigint not null,
	event varchar(16) not null,
	price numeric(10, 2) not null
);
